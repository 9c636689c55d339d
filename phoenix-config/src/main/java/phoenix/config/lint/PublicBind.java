package phoenix.config.lint;

import java.util.List;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.lint.Listeners.Listener;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;

/** Who listens on all interfaces takes data, or shows some, from everyone who can reach the host. */
final class PublicBind implements Lint {
    private static final List<String> INSIGHT = List.of("pprof", "zpages");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentKind kind : List.of(ComponentKind.RECEIVER, ComponentKind.EXPORTER, ComponentKind.EXTENSION)) {
            for (ComponentOutline component : config.used(kind)) {
                Listeners.of(component)
                        .filter(l -> l.endpoint().isEverywhere())
                        .filter(l -> !isGuarded(component))
                        .forEach(l -> report(l, findings));
            }
        }
    }

    /** With certificates of clients, or an authenticator, at any of its ends. */
    private static boolean isGuarded(ComponentOutline component) {
        boolean[] guarded = {false};
        Nodes.eachEntry(
                component.settings(),
                e -> guarded[0] |= e.name().equals("auth") || e.name().equals("client_ca_file"));
        return guarded[0];
    }

    private static void report(Listener listener, Findings findings) {
        boolean insight = INSIGHT.contains(listener.type());
        findings.add(
                DiagnosticCode.PUBLIC_BIND,
                insight ? Severity.WARNING : Severity.HINT,
                listener.span(),
                listener.owner() + " listens on all interfaces"
                        + (insight ? ", and shows the inside of the collector to everyone" : ""),
                "in a container this may be meant; else write localhost:"
                        + listener.endpoint().port() + ", or the address of one interface such as ${env:MY_POD_IP}:"
                        + listener.endpoint().port());
    }
}
