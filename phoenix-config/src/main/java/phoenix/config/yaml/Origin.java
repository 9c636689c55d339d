package phoenix.config.yaml;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a value came from when it was not written where it stands: the environment variables (and other URIs) that were
 * substituted into it. Values from the environment are taken for secrets in everything Phoenix writes.
 *
 * @param variables names of the environment variables, e.g. {@code NEW_RELIC_API_KEY}
 * @param unset those among them that had no value and no default
 * @param original the text a whole-value expansion was resolved from: a string field gets this and not the typed
 *     value, as in the Collector
 */
public record Origin(
        Set<String> variables, Set<String> unset, @Nullable String original) {
    /** Written by the user where it stands. */
    public static final Origin LITERAL = new Origin(Set.of(), Set.of(), null);

    public Origin {
        variables = Set.copyOf(variables);
        unset = Set.copyOf(unset);
    }

    public Optional<String> originalText() {
        return Optional.ofNullable(original);
    }

    public boolean isLiteral() {
        return variables.isEmpty() && original == null;
    }

    /** Both together; the original text of a combination is not known. */
    public Origin and(Origin other) {
        if (other.isLiteral()) {
            return this;
        }
        return isLiteral() ? other : new Origin(union(variables, other.variables), union(unset, other.unset), null);
    }

    public Origin withOriginal(@Nullable String text) {
        return new Origin(variables, unset, text);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }
}
