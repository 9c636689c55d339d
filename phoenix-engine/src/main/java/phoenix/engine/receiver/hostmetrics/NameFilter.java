package phoenix.engine.receiver.hostmetrics;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which devices, interfaces, mounts or processes are wanted, by name. A name passes when the include list is empty or
 * matches, and the exclude list is empty or does not match.
 */
final class NameFilter {
    static final NameFilter ALL = new NameFilter(Names.NONE, Names.NONE);

    private final Names include;
    private final Names exclude;

    NameFilter(Names include, Names exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    boolean passes(String name) {
        return (include.isEmpty() || include.match(name)) && (exclude.isEmpty() || !exclude.match(name));
    }

    /** A list of names to match, exactly or by an RE2 expression that may match anywhere in the name. */
    static final class Names {
        static final Names NONE = new Names(Set.of(), List.of());

        private final Set<String> exact;
        private final List<Pattern> patterns;

        private Names(Set<String> exact, List<Pattern> patterns) {
            this.exact = exact;
            this.patterns = patterns;
        }

        /** {@code match_type: strict}. */
        static Names strict(List<String> names) {
            return new Names(Set.copyOf(names), List.of());
        }

        /**
         * {@code match_type: regexp}.
         *
         * @throws com.google.re2j.PatternSyntaxException for an expression that RE2 does not know
         */
        static Names regexp(List<String> expressions) {
            return new Names(
                    Set.of(),
                    expressions.stream().distinct().map(Pattern::compile).toList());
        }

        Names or(Names other) {
            return new Names(union(exact, other.exact), concat(patterns, other.patterns));
        }

        private static Set<String> union(Set<String> left, Set<String> right) {
            Set<String> all = new HashSet<>(left);
            all.addAll(right);
            return Set.copyOf(all);
        }

        private static List<Pattern> concat(List<Pattern> left, List<Pattern> right) {
            List<Pattern> all = new ArrayList<>(left);
            all.addAll(right);
            return List.copyOf(all);
        }

        boolean isEmpty() {
            return exact.isEmpty() && patterns.isEmpty();
        }

        boolean match(String name) {
            if (exact.contains(name)) {
                return true;
            }
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).matcher(name).find()) {
                    return true;
                }
            }
            return false;
        }
    }
}
