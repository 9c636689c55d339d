package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Two lists side by side, by their longest common subsequence: as in a diff of two texts. */
final class Alignment {
    private Alignment() {}

    /** One of the two is null where there is no partner. */
    record Pair<T>(@Nullable T before, @Nullable T after) {}

    static <T> List<Pair<T>> of(List<T> before, List<T> after, BiPredicate<T, T> same) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = same.test(before.get(i), after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Pair<T>> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && same.test(before.get(i), after.get(j))) {
                pairs.add(new Pair<>(before.get(i++), after.get(j++)));
            } else if (j >= after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                pairs.add(new Pair<>(before.get(i++), null));
            } else {
                pairs.add(new Pair<>(null, after.get(j++)));
            }
        }
        return pairs;
    }
}
