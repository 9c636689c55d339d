package phoenix.app.run;

import phoenix.config.diagnostic.Diagnostics;

/** The experiment file or a configuration is wrong; nothing was started. */
public final class InvalidExperimentException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Diagnostics diagnostics;

    InvalidExperimentException(Diagnostics diagnostics) {
        super(diagnostics.errorCount() + " errors in the configuration");
        this.diagnostics = diagnostics;
    }

    public Diagnostics diagnostics() {
        return diagnostics;
    }
}
