package phoenix.config.yaml;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a value came from when it was not written where it stands: the environment variables and files that were
 * substituted into it. Such values are taken for secrets in everything Phoenix writes; what the user wrote in their
 * place ({@code ${env:KEY}}) is not.
 *
 * @param sources names of environment variables, e.g. {@code NEW_RELIC_API_KEY}, and files as {@code file:PATH}
 * @param unset the environment variables among them that had no value and no default
 * @param original the text a whole-value expansion was resolved from: a string field gets this and not the typed
 *     value, as in the Collector
 * @param written what the user wrote at this place; null where the value was written itself
 */
public record Origin(
        Set<String> sources,
        Set<String> unset,
        @Nullable String original,
        @Nullable String written) {
    /** Written by the user where it stands. */
    public static final Origin LITERAL = new Origin(Set.of(), Set.of(), null, null);

    public Origin {
        sources = Set.copyOf(sources);
        unset = Set.copyOf(unset);
    }

    /** From an environment variable that has a value. */
    public static Origin variable(String name) {
        return new Origin(Set.of(name), Set.of(), null, null);
    }

    /** From an environment variable that has none. */
    public static Origin unsetVariable(String name) {
        return new Origin(Set.of(name), Set.of(name), null, null);
    }

    public static Origin file(String path) {
        return new Origin(Set.of("file:" + path), Set.of(), null, null);
    }

    public Optional<String> originalText() {
        return Optional.ofNullable(original);
    }

    public Optional<String> writtenText() {
        return Optional.ofNullable(written);
    }

    /** Nothing was substituted into it. */
    public boolean isLiteral() {
        return sources.isEmpty() && written == null;
    }

    /** With the sources of both; the texts of this one. */
    public Origin and(Origin other) {
        return other.sources.isEmpty()
                ? this
                : new Origin(union(sources, other.sources), union(unset, other.unset), original, written);
    }

    public Origin withTexts(@Nullable String originalText, @Nullable String writtenText) {
        return new Origin(sources, unset, originalText, writtenText);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    /** Names only: the original text may be a secret. */
    @Override
    public String toString() {
        return "Origin" + sources;
    }
}
