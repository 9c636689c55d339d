package phoenix.config.lint;

import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;

/** One statement that fails is to cost one statement. */
final class ErrorModePropagate implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentOutline processor : config.used(ComponentKind.PROCESSOR)) {
            if (!processor.is(ComponentKind.PROCESSOR, "filter", "transform")) {
                continue;
            }
            processor
                    .at("error_mode")
                    .filter(n -> processor.text("error_mode").orElse("").equals("propagate"))
                    .ifPresent(n -> findings.add(
                            DiagnosticCode.ERROR_MODE_PROPAGATE,
                            n.span(),
                            processor.path()
                                    + ": one point that a statement fails on loses the whole payload it came in",
                            "write error_mode: ignore, which logs the error and goes on"));
        }
    }
}
