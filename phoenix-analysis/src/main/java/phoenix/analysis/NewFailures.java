package phoenix.analysis;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import phoenix.analysis.Rule.ReduceBy;

/**
 * Measures that count failures, by their name: where the baseline has none at all and the candidate has some in at least two buckets, that is a
 * fact to stop at. Means of rare events would take long to show it, and the cost of stopping wrongly is small.
 */
final class NewFailures {
    private static final Set<String> WORDS = Set.of(
            "error", "errors", "fail", "failed", "failure", "failures", "dropped", "refused", "rejected", "lost");
    private static final Pattern SEPARATOR = Pattern.compile("[_.:/-]");
    private static final int BUCKETS_MIN = 2;

    private NewFailures() {}

    static boolean in(String measure, PairedSeries series, Rule rule) {
        return !(rule instanceof ReduceBy)
                && series.baselineNonZero() == 0
                && series.candidateNonZero() >= BUCKETS_MIN
                && SEPARATOR.splitAsStream(measure.toLowerCase(Locale.ROOT)).anyMatch(WORDS::contains);
    }
}
