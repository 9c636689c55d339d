package phoenix.app.comparison;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import phoenix.app.embedded.EmbeddedRuntime;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RunWriter;
import phoenix.metrics.MetricBatch;

/**
 * The comparison's end of both variants: every point that leaves a pipeline becomes samples in the store. Each variant
 * is recorded on its own thread; the figures may be read from any.
 */
public final class ComparisonRecorder implements EmbeddedRuntime.ComparisonTap {
    private final Map<Variant, VariantRecorder> variants = new EnumMap<>(Variant.class);
    private final Map<Variant, Set<String>> productionPipelines;
    private final RunWriter writer;

    /** @param productionPipelines per variant, the pipelines that end in an exporter to production */
    public ComparisonRecorder(RunWriter writer, Map<Variant, Set<String>> productionPipelines) {
        this.writer = writer;
        this.productionPipelines = Map.copyOf(productionPipelines);
        for (Variant variant : Variant.values()) {
            variants.put(variant, new VariantRecorder(variant, writer));
        }
    }

    @Override
    public void consume(Variant variant, String pipeline, MetricBatch batch) {
        of(variant)
                .record(
                        batch,
                        productionPipelines.getOrDefault(variant, Set.of()).contains(pipeline));
    }

    /** Time of the oldest point of either variant; {@link Long#MAX_VALUE} before there is one. */
    public long firstMillis() {
        return Math.min(
                of(Variant.BASELINE).firstMillis(), of(Variant.CANDIDATE).firstMillis());
    }

    /** The time up to which both variants have delivered; {@link Long#MIN_VALUE} before both have. */
    public long bothReachedMillis() {
        return Math.min(of(Variant.BASELINE).lastMillis(), of(Variant.CANDIDATE).lastMillis());
    }

    /** Time of the newest point of either variant; {@link Long#MIN_VALUE} before there is one. */
    public long lastMillis() {
        return Math.max(of(Variant.BASELINE).lastMillis(), of(Variant.CANDIDATE).lastMillis());
    }

    /** What the variant gave to production in this span of time; to be asked once for each bucket, in order. */
    public ProductionShare takeShare(Variant variant, long fromMillis, long toMillis) {
        return of(variant).takeShare(fromMillis, toMillis);
    }

    /** Writes a figure of a variant for the bucket that starts at this time. */
    public void telemetry(Variant variant, String name, String unit, long bucketStartMillis, double value) {
        of(variant).telemetry(name, unit, bucketStartMillis, value);
    }

    /** Points recorded so far. */
    public long points(Variant variant) {
        return of(variant).points();
    }

    /** Distinct series of the variant so far. */
    public int series(Variant variant) {
        return of(variant).series();
    }

    /** Where most series of the variant come from, in words; empty when there are none. */
    public String mostSeries(Variant variant) {
        return of(variant).mostSeries();
    }

    /** What each metric of the variant came to so far, by name. */
    public Map<String, MetricShare> shares(Variant variant) {
        return of(variant).shares();
    }

    /** Whether a series was refused because there are more than the store takes. */
    public boolean seriesOverflow() {
        return of(Variant.BASELINE).overflow() || of(Variant.CANDIDATE).overflow();
    }

    public RunWriter writer() {
        return writer;
    }

    private VariantRecorder of(Variant variant) {
        return Objects.requireNonNull(variants.get(variant));
    }
}
