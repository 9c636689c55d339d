package phoenix.experiment;

import java.util.Locale;

/** Which of the two configurations of an experiment a thing belongs to. There are no other words for the two. */
public enum Variant {
    /** The configuration in use. */
    BASELINE,
    /** The configuration that is tried. */
    CANDIDATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The value of the label {@code variant} on every comparison series: {@code baseline} or {@code candidate}. */
    public String label() {
        return label;
    }
}
