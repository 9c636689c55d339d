package phoenix.config.compile;

import java.util.Locale;

/** The variant a configuration is compiled for; its name is the value of the label {@code variant}. */
public enum CompiledFor {
    BASELINE,
    CANDIDATE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
