package phoenix.config.yaml;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.SourceSpan;

/**
 * A scalar: its text as written, the type YAML gives it, the style it was written in.
 *
 * @param text the characters of the value, escapes and folding undone
 */
public record YamlScalar(SourceSpan span, String text, Resolved resolved, WrittenForm form, Origin origin)
        implements YamlNode {

    /** The types of the Collector's YAML library (Go yaml.v3). */
    public enum Type {
        STRING,
        INT,
        FLOAT,
        BOOL,
        NULL,
        TIMESTAMP
    }

    /** How the scalar was written. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /**
     * A type and what it makes of the text.
     *
     * @param value {@code String}, {@code Long}, {@code java.math.BigInteger} (beyond 64 bits signed), {@code Double},
     *     {@code Boolean}; null for NULL; for TIMESTAMP the text
     */
    public record Resolved(Type type, @Nullable Object value) {}

    public static YamlScalar string(String text, SourceSpan span) {
        return new YamlScalar(
                span, text, new Resolved(Type.STRING, text), WrittenForm.of(Style.DOUBLE_QUOTED), Origin.LITERAL);
    }

    /** A plain scalar; YAML decides its type. */
    public static YamlScalar plain(String text, SourceSpan span) {
        return new YamlScalar(span, text, ScalarTypes.resolve(text), WrittenForm.of(Style.PLAIN), Origin.LITERAL);
    }

    public static YamlScalar ofNull(SourceSpan span) {
        return plain("", span);
    }

    public Type type() {
        return resolved.type();
    }

    public Style style() {
        return form.style();
    }

    public @Nullable Object value() {
        return resolved.value();
    }

    /** The string that a string field gets: a string, or the original text of an expansion; else empty. */
    public Optional<String> asString() {
        return type() == Type.STRING ? Optional.of(text) : origin.originalText();
    }

    /** The region of the user's file that holds the characters {@code from} (inclusive) to {@code to} of the text. */
    public SourceSpan spanAt(int from, int to) {
        return origin.isLiteral() ? form.spanOf(this, from, to) : span;
    }

    @Override
    public YamlScalar withOrigin(Origin newOrigin) {
        return new YamlScalar(span, text, resolved, form, newOrigin);
    }

    @Override
    public String describe() {
        return switch (type()) {
            case NULL -> "nothing (null)";
            case INT -> "an int";
            case TIMESTAMP -> "a timestamp";
            case STRING, FLOAT, BOOL -> "a " + type().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Type and place only: the text may be a secret. */
    @Override
    public String toString() {
        return "YamlScalar(" + type() + ")@" + span;
    }
}
