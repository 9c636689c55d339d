package phoenix.ottl;

import java.util.Set;
import java.util.TreeSet;

/** The first names of all paths with more than one: the contexts that a statement or condition reads or writes. */
public final class PathPrefixes {
    private PathPrefixes() {}

    /** Those of a statement, in alphabetical order. */
    public static Set<String> of(Statement statement) {
        Walk walk = new Walk();
        walk.walk(statement);
        return walk.prefixes;
    }

    /** Those of a condition, in alphabetical order. */
    public static Set<String> of(Condition condition) {
        Walk walk = new Walk();
        walk.walk(condition);
        return walk.prefixes;
    }

    private static final class Walk extends TreeWalk {
        private final Set<String> prefixes = new TreeSet<>();

        @Override
        protected void path(Path path) {
            if (path.segments().size() > 1 && path.segments().getFirst().keys().isEmpty()) {
                prefixes.add(path.segments().getFirst().name());
            }
        }
    }
}
