package phoenix.experiment.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import phoenix.analysis.Coverage;
import phoenix.analysis.CoverageChange;
import phoenix.analysis.CriterionKind;
import phoenix.analysis.Evidence;
import phoenix.analysis.Exports;
import phoenix.analysis.Measure;
import phoenix.analysis.MetricPairs;
import phoenix.experiment.Variant;
import phoenix.experiment.evidence.EvidenceCollector.BucketOutcome;
import phoenix.experiment.evidence.EvidenceSettings.TelemetryMeasure;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.MetricTemporality;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;

class EvidenceCollectorTest {
    private static final long SECOND = 1_000;
    private static final BucketGrid GRID = new BucketGrid(0, SECOND, 1);
    private static final MetricDescriptor GAUGE = MetricDescriptor.gauge("memory", "By");
    private static final MetricDescriptor COUNTER = MetricDescriptor.counter("cpu", "s");

    private final MemoryReader reader = new MemoryReader();

    private EvidenceCollector collector(boolean sharedIngest) {
        return new EvidenceCollector(
                new EvidenceSettings(
                        GRID,
                        sharedIngest,
                        sharedIngest,
                        new CriticalItems(List.of(Pattern.compile("nginx")), List.of(Pattern.compile("memory"))),
                        Set.of("4711"),
                        Map.of("datapoints", new TelemetryMeasure(CriterionKind.EXACT, "1"))),
                reader);
    }

    private void sample(
            Variant variant, MetricDescriptor metric, SeriesSource source, Labels labels, int bucket, double value) {
        reader.append(
                variant,
                SeriesOrigin.PIPELINE,
                SeriesIdentity.of(metric, source, labels),
                bucket * SECOND + SECOND / 2,
                value);
    }

    private void sample(Variant variant, MetricDescriptor metric, Labels labels, int bucket, double value) {
        sample(variant, metric, SeriesSource.NONE, labels, bucket, value);
    }

    private Evidence collect(EvidenceCollector collector, int buckets) {
        for (int i = 0; i < buckets; i++) {
            collector.addBucket(i);
        }
        return collector.evidence(Exports.NONE_FAILED, List.of(), true);
    }

    @Test
    void warmUpDoesNotCountAndAnEmptySideIsMissing() {
        for (int i = 0; i < 4; i++) {
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "a"), i, 1);
            if (i != 3) {
                sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "a"), i, 1);
            }
        }
        EvidenceCollector collector = collector(true);
        assertThat(collector.addBucket(0)).isInstanceOf(BucketOutcome.Excluded.class);
        assertThat(collector.addBucket(1)).isInstanceOf(BucketOutcome.Used.class);
        assertThat(collector.addBucket(2)).isInstanceOf(BucketOutcome.Used.class);
        assertThat(collector.addBucket(3)).isEqualTo(new BucketOutcome.Missing("only the baseline gave anything"));
        Evidence evidence = collector.evidence(Exports.NONE_FAILED, List.of(), false);
        assertThat(evidence.window().used()).isEqualTo(2);
        assertThat(evidence.window().missing()).isEqualTo(1);
        assertThat(evidence.window().excluded()).isEqualTo(1);
    }

    @Test
    void aSeriesThatAppearsWhileABucketIsReadCountsInIt() {
        for (int i = 0; i < 3; i++) {
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "a"), i, 1);
            sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "a"), i, 1);
        }
        EvidenceCollector collector = collector(true);
        collector.addBucket(0);
        reader.beforeScan(() -> sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "late"), 1, 1));
        BucketOutcome.Used used = (BucketOutcome.Used) collector.addBucket(1);
        assertThat(used.candidate().series()).isEqualTo(2);
        assertThat(collector.distinctSeries(Variant.CANDIDATE)).isEqualTo(2);
    }

    @Test
    void countersAreComparedByTheirIncrease() {
        for (int i = 0; i < 5; i++) {
            sample(Variant.BASELINE, COUNTER, Labels.NONE, i, 1_000 + 10 * i);
            // Started at another value, as a counter behind cumulative_to_delta would: only its rise may count.
            sample(Variant.CANDIDATE, COUNTER, Labels.NONE, i, 10 * i);
        }
        MetricPairs cpu = collect(collector(true), 5).fidelity().getFirst();
        assertThat(cpu.series().meanBaseline()).isEqualTo(10);
        assertThat(cpu.series().identical()).isTrue();
    }

    @Test
    void droppedLabelsAreComparedWithTheSumOfWhatTheBaselineHas() {
        MetricDescriptor usage =
                new MetricDescriptor("usage", "By", MetricType.SUM, MetricTemporality.CUMULATIVE, false);
        for (int i = 0; i < 4; i++) {
            sample(Variant.BASELINE, usage, Labels.of("device", "sda", "host", "h"), i, 3);
            sample(Variant.BASELINE, usage, Labels.of("device", "sdb", "host", "h"), i, 4);
            sample(Variant.CANDIDATE, usage, Labels.of("host", "h"), i, 7);
        }
        EvidenceCollector collector = collector(true);
        MetricPairs pairs = collect(collector, 4).fidelity().getFirst();
        assertThat(pairs.series().meanBaseline()).isEqualTo(7);
        assertThat(pairs.series().identical()).isTrue();
        assertThat(collector.coverage().changes())
                .extracting(CoverageChange::id)
                .containsExactly("usage{device}");
    }

    @Test
    void withOneIngestARiseDoesNotHideAFall() {
        for (int i = 0; i < 4; i++) {
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "a"), i, 10);
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "b"), i, 20);
            sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "a"), i, 20);
            sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "b"), i, 10);
        }
        assertThat(Math.abs(collect(collector(true), 4)
                        .fidelity()
                        .getFirst()
                        .series()
                        .relativeChange()))
                .isEqualTo(20.0 / 30);
    }

    @Test
    void withReadingsOfTheirOwnOnlyTheNetChangeCounts() {
        for (int i = 0; i < 4; i++) {
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "a"), i, 10);
            sample(Variant.BASELINE, GAUGE, Labels.of("k", "b"), i, 20);
            sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "a"), i, 11);
            sample(Variant.CANDIDATE, GAUGE, Labels.of("k", "b"), i, 19);
        }
        assertThat(collect(collector(false), 4).fidelity().getFirst().series().relativeChange())
                .isZero();
    }

    private void bucket(Variant variant, SeriesPart part, Labels labels, int bucket, double value) {
        MetricDescriptor latency = new MetricDescriptor(
                "latency",
                "s",
                part == SeriesPart.BUCKET ? MetricType.HISTOGRAM : MetricType.EXPONENTIAL_HISTOGRAM,
                MetricTemporality.CUMULATIVE,
                false);
        reader.append(
                variant,
                SeriesOrigin.PIPELINE,
                new SeriesIdentity(latency, part, SeriesSource.NONE, labels, PrometheusSeries.NONE),
                bucket * SECOND + SECOND / 2,
                value);
    }

    @Test
    void aHistogramIsComparedByItsPercentileOverTheLabelsThatAreLeft() {
        for (int i = 0; i < 4; i++) {
            // 100 observations for each bucket of time, evenly from 0 to 10; half of them on each of two hosts.
            for (String host : List.of("a", "b")) {
                bucket(Variant.BASELINE, SeriesPart.BUCKET, Labels.of("le", "5", "host", host), i, 25 * i);
                bucket(Variant.BASELINE, SeriesPart.BUCKET, Labels.of("le", "10", "host", host), i, 50 * i);
                bucket(Variant.BASELINE, SeriesPart.BUCKET, Labels.of("le", "+Inf", "host", host), i, 50 * i);
            }
            sample(Variant.BASELINE, GAUGE, Labels.NONE, i, 1);
            sample(Variant.CANDIDATE, GAUGE, Labels.NONE, i, 1);
            // The candidate loses the upper half: evenly from 0 to 5.
            bucket(Variant.CANDIDATE, SeriesPart.BUCKET, Labels.of("le", "5"), i, 50 * i);
            bucket(Variant.CANDIDATE, SeriesPart.BUCKET, Labels.of("le", "+Inf"), i, 50 * i);
        }
        MetricPairs p95 = collect(collector(true), 4).fidelity().getFirst();
        assertThat(p95.metric()).isEqualTo("latency p95");
        assertThat(p95.series().meanBaseline()).isEqualTo(9.5);
        assertThat(p95.series().meanCandidate()).isEqualTo(4.75);
    }

    @Test
    void anExponentialHistogramIsComparedByItsPercentileToo() {
        for (int i = 0; i < 4; i++) {
            for (Variant variant : Variant.values()) {
                sample(variant, GAUGE, Labels.NONE, i, 1);
                bucket(variant, SeriesPart.EXPONENTIAL_BUCKET, Labels.of("bucket", "n0:1"), i, 10 * i);
                bucket(variant, SeriesPart.EXPONENTIAL_BUCKET, Labels.of("bucket", "0"), i, 40 * i);
                bucket(variant, SeriesPart.EXPONENTIAL_BUCKET, Labels.of("bucket", "0:0"), i, 40 * i);
            }
            // Scale 0, index 3: above 8, up to 16.
            bucket(Variant.BASELINE, SeriesPart.EXPONENTIAL_BUCKET, Labels.of("bucket", "0:3"), i, 10 * i);
        }
        EvidenceCollector collector = collector(true);
        MetricPairs p95 = collect(collector, 4).fidelity().getFirst();
        assertThat(p95.series().meanBaseline()).isEqualTo(12);
        assertThat(p95.series().meanCandidate()).isCloseTo(1 + (0.95 * 90 - 50) / 40, within(1e-9));
        assertThat(collector.distinctSeries(Variant.BASELINE))
                .as("buckets are no series of their own")
                .isEqualTo(1);
        assertThat(collector.coverage().changes()).isEmpty();
    }

    @Test
    void aThingIsLostAfterTwoBucketsInARowWithoutIt() {
        SeriesSource nginx = process("nginx", "10");
        SeriesSource cron = process("cron", "11");
        SeriesSource own = process("java", "4711");
        for (int i = 0; i < 6; i++) {
            for (SeriesSource source : List.of(nginx, cron, own)) {
                sample(Variant.BASELINE, GAUGE, source, Labels.NONE, i, 1);
            }
            // nginx is gone from bucket 3 on; cron misses one bucket only; Phoenix itself is nobody's loss.
            if (i < 3) {
                sample(Variant.CANDIDATE, GAUGE, nginx, Labels.NONE, i, 1);
            }
            if (i != 2) {
                sample(Variant.CANDIDATE, GAUGE, cron, Labels.NONE, i, 1);
            }
        }
        EvidenceCollector collector = collector(true);
        collect(collector, 6);
        assertThat(collector.absentEntities(Variant.CANDIDATE)).singleElement().satisfies(absent -> {
            assertThat(absent.entity().id()).isEqualTo("nginx (10)");
            assertThat(absent.firstMissingMillis()).isEqualTo(3 * SECOND);
        });
        Coverage coverage = collector.coverage();
        assertThat(coverage.critical()).anySatisfy(item -> {
            assertThat(item.pattern()).isEqualTo("nginx");
            assertThat(item.matched()).isEqualTo(1);
            assertThat(item.lost()).containsExactly("nginx (10)");
        });
    }

    @Test
    void aChangedUnitIsAnAlterationAndNotALossPlusAnAddition() {
        for (int i = 0; i < 4; i++) {
            sample(Variant.BASELINE, GAUGE, Labels.NONE, i, 1);
            sample(Variant.CANDIDATE, MetricDescriptor.gauge("memory", ""), Labels.NONE, i, 1);
        }
        EvidenceCollector collector = collector(true);
        Evidence evidence = collect(collector, 4);
        assertThat(collector.coverage().changes()).singleElement().satisfies(change -> {
            assertThat(change.change()).isEqualTo(CoverageChange.Change.ALTERED);
            assertThat(change.detail()).isEqualTo("gauge in \"By\" became gauge in \"\"");
        });
        assertThat(evidence.fidelity())
                .singleElement()
                .satisfies(m -> assertThat(m.series().identical()).isTrue());
    }

    @Test
    void telemetryIsAMeasureAndNoSeries() {
        for (int i = 0; i < 4; i++) {
            for (Variant variant : Variant.values()) {
                sample(variant, GAUGE, Labels.NONE, i, 1);
                reader.append(
                        variant,
                        SeriesOrigin.TELEMETRY,
                        SeriesIdentity.of(MetricDescriptor.gauge("datapoints", "1"), SeriesSource.NONE, Labels.NONE),
                        i * SECOND,
                        variant == Variant.BASELINE ? 8 : 6);
            }
        }
        EvidenceCollector collector = collector(true);
        Evidence evidence = collect(collector, 4);
        assertThat(collector.mean("datapoints", Variant.BASELINE)).isEqualTo(8);
        assertThat(collector.mean("series", Variant.BASELINE)).isEqualTo(1);
        assertThat(evidence.measures().get("datapoints"))
                .isInstanceOfSatisfying(
                        Measure.Measured.class,
                        m -> assertThat(m.series().relativeChange()).isEqualTo(-0.25));
        assertThat(collector.distinctSeries(Variant.CANDIDATE)).isEqualTo(1);
    }

    private static SeriesSource process(String name, String pid) {
        return SeriesSource.ofResource(Labels.of("process.executable.name", name, "process.pid", pid));
    }
}
