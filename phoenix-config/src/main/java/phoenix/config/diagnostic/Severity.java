package phoenix.config.diagnostic;

import java.util.Locale;

/** How bad a {@link Diagnostic} is. Only an error stops a configuration from being used. */
public enum Severity {
    ERROR,
    WARNING,
    HINT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
