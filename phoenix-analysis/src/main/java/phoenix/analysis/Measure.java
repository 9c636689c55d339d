package phoenix.analysis;

/** One scalar measure of both variants, or why there is none. */
public sealed interface Measure {
    /**
     * A measure with paired buckets.
     *
     * @param kind {@link CriterionKind#EXACT} where the buckets hold all there was, as series and datapoints do with one shared ingest
     * @param unit such as {@code 1}, {@code s} or {@code By}, for people
     */
    record Measured(PairedSeries series, CriterionKind kind, String unit) implements Measure {}

    /**
     * A measure that the store cannot give.
     *
     * @param reason why, and what would give it, for people
     */
    record NotMeasurable(String reason) implements Measure {}
}
