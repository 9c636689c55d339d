package phoenix.config.collector;

import java.util.Locale;

/** What a component does, and the section of the configuration that defines it. */
public enum ComponentKind {
    RECEIVER,
    PROCESSOR,
    EXPORTER,
    CONNECTOR,
    EXTENSION;

    /** The top-level key: {@code receivers}. */
    public String section() {
        return name().toLowerCase(Locale.ROOT) + "s";
    }

    /** The word in a message: {@code receiver}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
