package phoenix.experiment.evidence;

import java.util.List;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Bucket;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.MetricTemporality;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesPart;

/** What is worked out once for each series of the store. */
record SeriesFacts(SeriesEntry entry, Reading reading, boolean countsAsSeries, List<Entity> entities) {

    /** How a bucket of samples becomes the one number that is compared. */
    enum Reading {
        /** A level: the mean of the samples. */
        MEAN,
        /** A cumulative count: how much it rose. */
        INCREASE,
        /** A count for each interval: all of it. */
        TOTAL;

        double of(Bucket bucket) {
            return switch (this) {
                case MEAN -> bucket.mean();
                case INCREASE -> bucket.increase();
                case TOTAL -> bucket.sum();
            };
        }
    }

    static SeriesFacts of(SeriesEntry entry) {
        SeriesPart part = entry.identity().part();
        return new SeriesFacts(
                entry,
                reading(entry.identity().metric(), part),
                part == SeriesPart.VALUE || part == SeriesPart.COUNT,
                Entity.of(entry.identity().source().resource()));
    }

    private static Reading reading(MetricDescriptor metric, SeriesPart part) {
        boolean counts = metric.monotonic()
                || ((metric.type() == MetricType.HISTOGRAM
                                || metric.type() == MetricType.EXPONENTIAL_HISTOGRAM
                                || metric.type() == MetricType.SUMMARY)
                        && (part == SeriesPart.COUNT || part == SeriesPart.SUM || part.isBucket()));
        if (!counts) {
            return Reading.MEAN;
        }
        return metric.temporality() == MetricTemporality.DELTA ? Reading.TOTAL : Reading.INCREASE;
    }

    Variant variant() {
        return entry.variant();
    }

    String metric() {
        return entry.identity().metric().name();
    }

    /** Whether its values are compared: of a histogram count, sum and buckets, and not the extremes of its lifetime. */
    boolean isCompared() {
        return switch (entry.identity().part()) {
            case VALUE, COUNT, SUM, BUCKET, EXPONENTIAL_BUCKET, QUANTILE -> true;
            case MIN, MAX -> false;
        };
    }

    /** Whether it is one of the buckets of which a percentile is made. */
    boolean isBucket() {
        return entry.identity().part().isBucket();
    }

    /** The metric as fidelity names it: with the statistic where it has several. */
    String comparedName() {
        SeriesPart part = entry.identity().part();
        return switch (part) {
            case VALUE -> metric();
            case BUCKET, EXPONENTIAL_BUCKET -> metric() + " p95";
            case COUNT, SUM, MIN, MAX, QUANTILE -> metric() + " " + part.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
