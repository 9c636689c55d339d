package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.lint.Listeners.Listener;
import phoenix.config.outline.ConfigOutline;

/** A port is taken once; who comes second ends the collector at its start. */
final class ListenersClash implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        List<Listener> all = Listeners.of(config);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                Listener second = all.get(i);
                Listener first = all.get(j);
                if (second.overlaps(first)) {
                    // Own telemetry has no line of its own when it is the default one.
                    Listener at = second.type().equals("telemetry") ? first : second;
                    Listener other = at == first ? second : first;
                    boolean telemetry = other.type().equals("telemetry");
                    findings.add(
                            DiagnosticCode.LISTENERS_CLASH,
                            // An experiment moves own telemetry out of the way.
                            telemetry ? Severity.WARNING : Severity.ERROR,
                            at.span(),
                            at.owner() + " and " + other.owner() + " listen on one port, "
                                    + at.endpoint().port(),
                            telemetry
                                    ? "take another port, or move own metrics with service::telemetry::metrics::readers"
                                    : "give one of them another port");
                }
            }
        }
    }
}
