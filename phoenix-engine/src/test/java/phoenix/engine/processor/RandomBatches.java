package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;

/**
 * Random metrics of every type, drawn from few names and attributes, so that streams go on from batch to batch, meet
 * each other in groups, and change their type, start or buckets now and then. Numbers are small whole numbers, halves
 * at most: sums are exact in any order.
 */
public final class RandomBatches {
    private static final long SECOND = 1_000_000_000L;
    private static final long FUTURE = 7_000_000_000L * SECOND;
    private static final String[] NAMES = {"http.requests", "http.errors", "rpc.calls", "queue"};
    private static final double[][] BOUNDS = {{1, 5}, {2, 4, 8}};

    private final RandomGenerator random;
    private long now = 100;
    private boolean withExemplars;
    private boolean withValues;

    public RandomBatches(RandomGenerator random) {
        this.random = random;
    }

    /** Some points carry exemplars. */
    RandomBatches withExemplars() {
        withExemplars = true;
        return this;
    }

    /** Resources, scopes, metrics, points and exemplars carry attributes of all kinds under k1, k2, k3 and m. */
    RandomBatches withValues() {
        withValues = true;
        return this;
    }

    public List<MetricBatch> next(int count) {
        List<MetricBatch> batches = new ArrayList<>();
        while (batches.size() < count) {
            MetricBatch batch = next();
            // The Collector's receiver drops a request without points before any processor sees it.
            if (batch.pointCount() > 0) {
                batches.add(batch);
            }
        }
        return batches;
    }

    private MetricBatch next() {
        BatchBuilder builder = new BatchBuilder();
        now += 10;
        for (int r = 0, resources = 1 + random.nextInt(2); r < resources; r++) {
            Attributes known =
                    random.nextInt(4) == 0 ? Attributes.EMPTY : Attributes.of("host", pick("a", "b"), "zone", "z");
            builder.resource(Resource.of(withValues ? new RandomValues(random).with(known) : known));
            for (int s = 0, scopes = 1 + random.nextInt(2); s < scopes; s++) {
                Scope scope = Scope.of(pick("lib", "other"), pick("", "1"));
                builder.scope(
                        withValues
                                ? new Scope(
                                        scope.name(),
                                        scope.version(),
                                        new RandomValues(random).with(Attributes.EMPTY),
                                        random.nextInt(3),
                                        "")
                                : scope);
                for (int m = 0, metrics = random.nextInt(5); m < metrics; m++) {
                    metric(builder);
                }
            }
        }
        return builder.build();
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private void metric(BatchBuilder builder) {
        MetricType type = MetricType.values()[1 + random.nextInt(5)];
        boolean plain = type == MetricType.GAUGE || type == MetricType.SUMMARY;
        Temporality temporality =
                plain ? Temporality.UNSPECIFIED : random.nextInt(3) == 0 ? Temporality.DELTA : Temporality.CUMULATIVE;
        builder.metric(new MetricInfo(
                pick(NAMES),
                "what it is",
                pick("1", "1", "1", "ms"),
                type,
                temporality,
                type == MetricType.SUM && random.nextInt(4) > 0,
                withValues ? new RandomValues(random).with(Attributes.EMPTY) : Attributes.EMPTY));
        boolean doubles = random.nextInt(3) == 0;
        for (int p = 0, points = random.nextInt(5); p < points; p++) {
            point(builder, type, doubles ^ random.nextInt(8) == 0);
        }
    }

    private void point(BatchBuilder builder, MetricType type, boolean isDouble) {
        Attributes attributes = attributes();
        long start = random.nextInt(5) == 0 ? (random.nextBoolean() ? 0 : 90 * SECOND) : FUTURE + 50 * SECOND;
        // Most points come in the order of time; some repeat a time or go back.
        long time = FUTURE + (now - (random.nextInt(6) == 0 ? 10 * random.nextInt(3) : 0)) * SECOND;
        switch (type) {
            case HISTOGRAM -> builder.bodyPoint(attributes, start, time, histogram());
            case EXPONENTIAL_HISTOGRAM -> builder.bodyPoint(attributes, start, time, exponential());
            case SUMMARY ->
                builder.bodyPoint(
                        attributes,
                        start,
                        time,
                        new SummaryBody(count(), count(), List.of(new Quantile(0.5, count()), new Quantile(1, 9))));
            case GAUGE, SUM, NONE -> {
                if (random.nextInt(30) == 0) {
                    builder.emptyPoint(attributes, start, time);
                } else if (isDouble) {
                    builder.doublePoint(attributes, start, time, random.nextInt(30) == 0 ? Double.NaN : count() / 2.0);
                } else {
                    builder.intPoint(attributes, start, time, count());
                }
            }
        }
        builder.flags(random.nextInt(20) == 0 ? 1 : 0);
        if (withExemplars && type != MetricType.SUMMARY && random.nextInt(3) == 0) {
            builder.exemplars(List.of(exemplar(), exemplar()));
        }
    }

    private Exemplar exemplar() {
        boolean whole = random.nextBoolean();
        boolean traced = random.nextBoolean();
        return new Exemplar(
                attributes(),
                FUTURE + now,
                whole ? ValueKind.INT : ValueKind.DOUBLE,
                whole ? count() : Double.doubleToRawLongBits(count() / 2.0),
                traced ? bytes(16) : new byte[0],
                traced ? bytes(8) : new byte[0]);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Attributes attributes() {
        Attributes.Builder attributes = Attributes.builder();
        if (random.nextInt(5) > 0) {
            attributes.put("code", pick("200", "500"));
        }
        if (random.nextInt(3) > 0) {
            attributes.put("path", pick("/a", "/b"));
        }
        if (random.nextInt(6) == 0) {
            attributes.put("shard", Value.of((long) random.nextInt(2)));
        }
        return withValues ? new RandomValues(random).with(attributes.build()) : attributes.build();
    }

    /** Grows with time, so that resets are not the rule. */
    private long count() {
        return random.nextInt(5) == 0 ? random.nextInt(20) : now + random.nextInt(20);
    }

    private HistogramBody histogram() {
        double[] bounds = BOUNDS[random.nextInt(8) == 0 ? 1 : 0];
        long[] counts = random.nextInt(10) == 0 ? new long[0] : counts(bounds.length + 1);
        return new HistogramBody(
                total(counts), optional(), optional(), optional(), counts, counts.length == 0 ? new double[0] : bounds);
    }

    private ExponentialHistogramBody exponential() {
        Buckets positive = buckets();
        Buckets negative = random.nextInt(3) == 0 ? buckets() : Buckets.EMPTY;
        long zero = count();
        return new ExponentialHistogramBody(
                total(positive.counts()) + total(negative.counts()) + zero,
                optional(),
                optional(),
                optional(),
                random.nextInt(6) == 0 ? random.nextInt(4) : 2,
                zero,
                random.nextInt(8) == 0 ? 0.5 : 0,
                positive,
                negative);
    }

    private Buckets buckets() {
        return new Buckets(random.nextInt(5) == 0 ? random.nextInt(-3, 4) : 0, counts(1 + random.nextInt(4)));
    }

    private long[] counts(int size) {
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            counts[i] = count();
        }
        return counts;
    }

    private static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    private OptionalNumber optional() {
        return random.nextInt(8) == 0 ? OptionalNumber.UNSET : OptionalNumber.of(count() / 2.0);
    }
}
