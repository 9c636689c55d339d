package phoenix.config.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name a user probably meant. */
public final class NearestName {
    private static final int NAME_LENGTH_MAX = 128;

    private NearestName() {}

    /**
     * The candidate closest to what was written: at most a third of its letters may differ, separators and case count
     * nothing.
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        if (written.isEmpty() || written.length() > NAME_LENGTH_MAX) {
            return Optional.empty();
        }
        String folded = fold(written);
        return candidates.stream()
                .filter(c -> c.length() <= NAME_LENGTH_MAX)
                .map(c -> new Scored(c, distance(folded, fold(c))))
                .filter(s -> s.distance <= Math.max(1, Math.max(written.length(), s.name.length()) / 3))
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .map(Scored::name);
    }

    /** {@code did you mean "x"?}, if something is near enough. */
    public static Optional<String> hint(String written, Collection<String> candidates) {
        return of(written, candidates).map(n -> "did you mean \"" + n + "\"?");
    }

    private record Scored(String name, int distance) {}

    private static String fold(String s) {
        return s.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
