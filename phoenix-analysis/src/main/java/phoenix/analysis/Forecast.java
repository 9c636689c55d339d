package phoenix.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an open question may be decided, if the measure goes on as it has, and whether the time left will do: predictive chances
 * (docs/statistics.md, section 6). A forecast decides nothing: it is made from a judgement and never goes into one.
 *
 * @param buckets complete ones in all, counted from the first, with which a decision is as likely as not; positive infinity where that
 *     cannot be told
 * @param passChance that it has passed when the time is over, 0 to 1; NaN where that cannot be told
 * @param failChance that it has failed by then, likewise
 * @param futile whether it is known that the time left will hardly do
 */
public record Forecast(double buckets, double passChance, double failChance, boolean futile, String text) {
    /** Below this chance of any decision the time left is said not to do. */
    public static final double FUTILE_BELOW = 0.1;

    private static final double BUCKETS_MAX = 1e6;

    static Forecast unknown(double buckets, String text) {
        return new Forecast(buckets, Double.NaN, Double.NaN, false, text);
    }

    /** So many complete buckets must be there before anything is decided; with fewer left it is plain that nothing will be. */
    static Forecast atLeast(double needed, long pairs, Window window, String text) {
        if (window.planned() && pairs + window.bucketsLeft() < needed) {
            return new Forecast(
                    needed,
                    0,
                    0,
                    true,
                    text + "; it cannot be decided in the time left, because that holds "
                            + Words.count(window.bucketsLeft(), "bucket") + " only");
        }
        return unknown(needed, text);
    }

    /** Of an inference that is open. */
    static Forecast of(PairedSeries series, Rule rule, double floor, Window window, Inference inference) {
        int pairs = series.pairs();
        int least = inference.settings().statisticalBucketsMin();
        if (pairs < least) {
            return atLeast(least, pairs, window, "an inference needs at least " + least + " buckets");
        }
        Prediction prediction = new Prediction(inference, new Question(series, floor), rule);
        double needed = prediction.bucketsUntilLikely(BUCKETS_MAX);
        String open = prediction.wanders()
                ? "neighbouring buckets are too much alike for an inference yet, or the mean drifts"
                : "this reaches over the limit of the rule " + rule;
        String when = Double.isInfinite(needed)
                ? ", and the truth may lie too near it ever to tell"
                : "; about " + (long) needed + " buckets in all would decide it";
        if (!window.planned()) {
            return unknown(needed, open + when);
        }
        double end = pairs + (double) window.bucketsLeft();
        double pass = prediction.passChance(end);
        double fail = prediction.failChance(end);
        boolean futile = pass + fail < FUTILE_BELOW;
        String chance = futile
                ? "; it cannot be decided in the time left, because that makes " + (long) end + " ("
                        + percent(pass + fail) + " chance of a decision by then, as things stand)"
                : "";
        return new Forecast(needed, pass, fail, futile, open + when + chance);
    }

    /**
     * Of several that must all pass, of which one that fails decides: the least chance to pass, the greatest to fail.
     *
     * @param open forecasts of what is open, null where there is none
     */
    static Forecast ofAll(List<@Nullable Forecast> open) {
        double buckets = 0;
        double pass = 1;
        double fail = 0;
        boolean known = true;
        for (Forecast one : open) {
            buckets = Math.max(buckets, one == null ? Double.POSITIVE_INFINITY : one.buckets);
            known &= one != null && one.known();
            pass = Math.min(pass, one == null || !one.known() ? 1 : one.passChance);
            fail = Math.max(fail, one == null || !one.known() ? 1 : one.failChance);
        }
        boolean futile = pass + fail < FUTILE_BELOW;
        String needed = Double.isInfinite(buckets)
                ? "when this will be decided cannot be told"
                : "a decision is likely with about " + (long) buckets + " complete buckets in all";
        return new Forecast(
                buckets,
                known ? pass : Double.NaN,
                known ? fail : Double.NaN,
                futile,
                needed + (futile ? ", and the time left hardly allows one (" + percent(pass + fail) + " chance)" : ""));
    }

    private static String percent(double chance) {
        return chance < 0.01 ? "less than 1 %" : "about " + Math.round(chance * 100) + " %";
    }

    private boolean known() {
        return !Double.isNaN(passChance);
    }

    /** That there is a decision when the time is over; null where that cannot be told. */
    public @Nullable Double chance() {
        return known() ? Math.min(1, passChance + failChance) : null;
    }
}
