package phoenix.ottl;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known word that an unknown one was probably meant to be. */
final class Nearest {
    private Nearest() {}

    /** A hint such as {@code did you mean "set"}, or null when nothing is near. */
    static @Nullable String hint(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate, bestDistance + 1);
            boolean nearer = distance < bestDistance
                    || (distance == bestDistance && best != null && candidate.compareTo(best) < 0);
            if (nearer) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? null : "did you mean \"" + best + "\"";
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two words, or {@code limit} when there are more. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return Math.min(last[b.length()], limit);
    }

    /** A wrong case is not counted as an edit: {@code ismatch} is {@code IsMatch}. */
    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
