package phoenix.config.yaml;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.SourceSpan;

/**
 * Decides what a written configuration may show. Three things go: values that came from the environment or a file (what
 * the user wrote in their place stays, {@code ${env:KEY}}), values of fields that a component declared secret, and
 * values of keys that look like credentials, for components nobody declared.
 */
public final class Redaction {
    static final String REDACTED = "[REDACTED]";

    /** Shows everything. */
    public static final Redaction NONE = new Redaction(span -> false, Mode.EVERYTHING);

    /** Hides nothing that the user wrote, and writes none of what was filled in: references stay references. */
    public static final Redaction REFERENCES = new Redaction(span -> false, Mode.REFERENCES);

    private enum Mode {
        EVERYTHING,
        REFERENCES,
        NO_SECRETS
    }

    private static final Pattern CREDENTIAL_KEY = Pattern.compile("(?i).*(api[-_]?key|license[-_]?key|password|passwd"
            + "|secret|token|authorization|credential|private[-_]?key|key_pem|cookie).*");
    private static final Pattern PURE_REFERENCE = Pattern.compile("\\$\\{((env|file):)?[A-Za-z0-9_./-]+}");
    private static final Pattern USER_INFO = Pattern.compile("(?s)(.*?://)[^/@\\s]+@(.*)");

    private final Predicate<SourceSpan> secret;
    private final Mode mode;

    private Redaction(Predicate<SourceSpan> secret, Mode mode) {
        this.secret = secret;
        this.mode = mode;
    }

    /**
     * Hides secrets.
     *
     * @param secret tells whether a region holds the value of a secret field
     */
    public static Redaction of(Predicate<SourceSpan> secret) {
        return new Redaction(secret, Mode.NO_SECRETS);
    }

    /** What to write in place of a value, as a user would write it; empty when the value may be shown. */
    Optional<String> replace(String key, YamlNode node) {
        if (mode == Mode.REFERENCES) {
            return node.origin().writtenText();
        }
        if (mode == Mode.EVERYTHING || (node.isNull() && node.origin().isLiteral())) {
            return Optional.empty();
        }
        Optional<String> written = node.origin().writtenText();
        boolean secretField = secret.test(node.span())
                || (node instanceof YamlScalar && CREDENTIAL_KEY.matcher(key).matches());
        if (secretField) {
            return Optional.of(
                    written.filter(w -> PURE_REFERENCE.matcher(w).matches()).orElse(REDACTED));
        }
        if (written.isPresent() && (node instanceof YamlScalar || !fromFilesOnly(node))) {
            return written.map(Redaction::maskUserInfo);
        }
        if (!node.origin().sources().isEmpty() && !fromFilesOnly(node)) {
            return Optional.of(REDACTED);
        }
        return node instanceof YamlScalar s ? withoutUserInfo(s) : Optional.empty();
    }

    private static boolean fromFilesOnly(YamlNode node) {
        return node.origin().sources().stream().allMatch(s -> s.startsWith("file:"));
    }

    /** A URL may carry a password. */
    private static Optional<String> withoutUserInfo(YamlScalar s) {
        var m = USER_INFO.matcher(s.text());
        return s.type() == YamlScalar.Type.STRING && m.matches()
                ? Optional.of(ScalarText.escape(m.group(1) + REDACTED + "@" + m.group(2)))
                : Optional.empty();
    }

    private static String maskUserInfo(String written) {
        return USER_INFO.matcher(written).replaceAll("$1[REDACTED]@$2");
    }
}
