package phoenix.engine.processor.metricstransform;

import java.util.Locale;

/** What becomes of upper and lower case in labels that are made of parts of a name. */
enum SubmatchCase {
    AS_IS,
    LOWER,
    UPPER;

    String apply(String text) {
        return switch (this) {
            case AS_IS -> text;
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case UPPER -> text.toUpperCase(Locale.ROOT);
        };
    }
}
