package phoenix.metrics.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random requests with every field of the protocol, the odd values included. */
final class RandomRequests {
    private static final double[] ODD_DOUBLES = {
        0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 1e-7, 0.1
    };
    private static final long[] ODD_LONGS = {0, 1, -1, 127, 128, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE};
    private static final String[] ODD_TEXTS = {
        "", "a", "host.name", "ünïcode", "日本", "😀", "\uFFFD", "x\0y", "a".repeat(300)
    };

    private final RandomGenerator random;
    private boolean negativeZeros = true;

    RandomRequests(RandomGenerator random) {
        this.random = random;
    }

    /** Leaves out -0.0, which the Collector takes for 0 and does not write. */
    RandomRequests withoutNegativeZeros() {
        negativeZeros = false;
        return this;
    }

    ExportMetricsServiceRequest next() {
        var request = ExportMetricsServiceRequest.newBuilder();
        for (int r = random.nextInt(3); r >= 0; r--) {
            var resourceMetrics =
                    ResourceMetrics.newBuilder().setResource(resource()).setSchemaUrl(text());
            for (int s = random.nextInt(3); s > 0; s--) {
                var scopeMetrics = ScopeMetrics.newBuilder().setScope(scope()).setSchemaUrl(text());
                for (int m = random.nextInt(6); m > 0; m--) {
                    scopeMetrics.addMetrics(metric());
                }
                resourceMetrics.addScopeMetrics(scopeMetrics);
            }
            request.addResourceMetrics(resourceMetrics);
        }
        return request.build();
    }

    private Resource resource() {
        var resource = Resource.newBuilder().addAllAttributes(attributes(2)).setDroppedAttributesCount(dropped());
        for (int i = random.nextInt(8) - 6; i > 0; i--) {
            resource.addEntityRefs(EntityRef.newBuilder()
                    .setType(text())
                    .setSchemaUrl(text())
                    .addIdKeys(text())
                    .addDescriptionKeys(text()));
        }
        return resource.build();
    }

    private InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(text())
                .setVersion(text())
                .addAllAttributes(attributes(2))
                .setDroppedAttributesCount(dropped())
                .build();
    }

    private int dropped() {
        return random.nextInt(3) == 0 ? random.nextInt() : 0;
    }

    private Metric metric() {
        var metric = Metric.newBuilder().setName(text()).setDescription(text()).setUnit(text());
        if (random.nextInt(4) == 0) {
            metric.addAllMetadata(attributes(2));
        }
        int points = random.nextInt(5);
        var temporality = AggregationTemporality.forNumber(random.nextInt(3));
        switch (random.nextInt(6)) {
            case 0 -> {
                var gauge = Gauge.newBuilder();
                for (int p = 0; p < points; p++) {
                    gauge.addDataPoints(number());
                }
                metric.setGauge(gauge);
            }
            case 1 -> {
                var sum = Sum.newBuilder().setIsMonotonic(random.nextBoolean()).setAggregationTemporality(temporality);
                for (int p = 0; p < points; p++) {
                    sum.addDataPoints(number());
                }
                metric.setSum(sum);
            }
            case 2 -> {
                var histogram = Histogram.newBuilder().setAggregationTemporality(temporality);
                for (int p = 0; p < points; p++) {
                    histogram.addDataPoints(histogram());
                }
                metric.setHistogram(histogram);
            }
            case 3 -> {
                var histogram = ExponentialHistogram.newBuilder().setAggregationTemporality(temporality);
                for (int p = 0; p < points; p++) {
                    histogram.addDataPoints(exponentialHistogram());
                }
                metric.setExponentialHistogram(histogram);
            }
            case 4 -> {
                var summary = Summary.newBuilder();
                for (int p = 0; p < points; p++) {
                    summary.addDataPoints(summary());
                }
                metric.setSummary(summary);
            }
            default -> {}
        }
        return metric.build();
    }

    private NumberDataPoint number() {
        var point = NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(integer())
                .setTimeUnixNano(integer())
                .addAllAttributes(attributes(2))
                .setFlags(flags());
        switch (random.nextInt(5)) {
            case 0, 1 -> point.setAsInt(integer());
            case 2, 3 -> point.setAsDouble(real());
            default -> {}
        }
        return point.addAllExemplars(exemplars()).build();
    }

    private int flags() {
        return random.nextInt(4) == 0 ? random.nextInt() : 0;
    }

    private HistogramDataPoint histogram() {
        var point = HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(integer())
                .setTimeUnixNano(integer())
                .addAllAttributes(attributes(2))
                .setFlags(flags())
                .setCount(integer());
        if (random.nextBoolean()) {
            point.setSum(real());
        }
        if (random.nextBoolean()) {
            point.setMin(real());
        }
        if (random.nextBoolean()) {
            point.setMax(real());
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            point.addBucketCounts(integer());
            point.addExplicitBounds(real());
        }
        return point.addAllExemplars(exemplars()).build();
    }

    private ExponentialHistogramDataPoint exponentialHistogram() {
        var point = ExponentialHistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(integer())
                .setTimeUnixNano(integer())
                .addAllAttributes(attributes(2))
                .setFlags(flags())
                .setCount(integer())
                .setScale(random.nextInt(-20, 20))
                .setZeroCount(integer())
                .setZeroThreshold(real())
                .setPositive(buckets())
                .setNegative(buckets());
        if (random.nextBoolean()) {
            point.setSum(real());
        }
        if (random.nextBoolean()) {
            point.setMin(real());
        }
        if (random.nextBoolean()) {
            point.setMax(real());
        }
        return point.addAllExemplars(exemplars()).build();
    }

    private ExponentialHistogramDataPoint.Buckets buckets() {
        var buckets = ExponentialHistogramDataPoint.Buckets.newBuilder();
        buckets.setOffset(random.nextBoolean() ? random.nextInt() : random.nextInt(-5, 5));
        for (int i = random.nextInt(12); i > 0; i--) {
            buckets.addBucketCounts(integer());
        }
        return buckets.build();
    }

    private SummaryDataPoint summary() {
        var point = SummaryDataPoint.newBuilder()
                .setStartTimeUnixNano(integer())
                .setTimeUnixNano(integer())
                .addAllAttributes(attributes(2))
                .setFlags(flags())
                .setCount(integer())
                .setSum(real());
        for (int i = random.nextInt(4); i > 0; i--) {
            point.addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                    .setQuantile(real())
                    .setValue(real()));
        }
        return point.build();
    }

    private List<Exemplar> exemplars() {
        List<Exemplar> exemplars = new ArrayList<>();
        for (int i = random.nextInt(6) - 4; i > 0; i--) {
            var exemplar = Exemplar.newBuilder()
                    .setTimeUnixNano(integer())
                    .addAllFilteredAttributes(attributes(1))
                    .setTraceId(bytes(random.nextBoolean() ? 16 : 0))
                    .setSpanId(bytes(random.nextBoolean() ? 8 : 0));
            switch (random.nextInt(3)) {
                case 0 -> exemplar.setAsInt(integer());
                case 1 -> exemplar.setAsDouble(real());
                default -> {}
            }
            exemplars.add(exemplar.build());
        }
        return exemplars;
    }

    private List<KeyValue> attributes(int depth) {
        List<KeyValue> attributes = new ArrayList<>();
        int count = random.nextInt(40) == 0 ? 40 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            attributes.add(KeyValue.newBuilder()
                    .setKey(i == 0 ? text() : "key." + i + "." + random.nextInt(3))
                    .setValue(value(depth))
                    .build());
        }
        return attributes;
    }

    private AnyValue value(int depth) {
        var value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0, 1 -> value.setStringValue(text());
            case 2 -> value.setIntValue(integer());
            case 3 -> value.setDoubleValue(real());
            case 4 -> value.setBoolValue(random.nextBoolean());
            case 5 -> {
                if (random.nextBoolean()) {
                    value.setBytesValue(bytes(random.nextInt(20)));
                }
            }
            case 6 -> {
                var list = ArrayValue.newBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.addValues(value(depth - 1));
                }
                value.setArrayValue(list);
            }
            default -> value.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(depth - 1)));
        }
        return value.build();
    }

    private ByteString bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private String text() {
        return random.nextBoolean() ? ODD_TEXTS[random.nextInt(ODD_TEXTS.length)] : "t" + random.nextInt(20);
    }

    private long integer() {
        return random.nextBoolean() ? ODD_LONGS[random.nextInt(ODD_LONGS.length)] : random.nextLong();
    }

    private double real() {
        double value = random.nextBoolean() ? ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)] : random.nextGaussian();
        return value == 0 && !negativeZeros ? 0 : value;
    }
}
