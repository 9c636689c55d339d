package phoenix.engine.exporter.prometheus;

import java.util.List;
import java.util.function.Consumer;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
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
 * Data whose page is compared with the one that the real Collector serves for it.
 *
 * @param settings the exporter's configuration without its endpoint
 * @param accept the scraper's header
 */
record Scenario(String name, String settings, String accept, List<MetricBatch> batches) {
    static final long T = 1_700_000_000_000_000_000L;
    private static final long START = 1_600_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final String TEXT = "text/plain;version=0.0.4";
    private static final String PROMETHEUS_3 = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    @Override
    public String toString() {
        return name;
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario("types", "", TEXT, List.of(types())),
                new Scenario("names", "", TEXT, List.of(names())),
                new Scenario("labels", "", TEXT, List.of(labels())),
                new Scenario("resources", """
                    namespace: phoenix
                    const_labels: {pipeline: p1, odd-label: x}
                    resource_to_telemetry_conversion: {enabled: true}
                    """, TEXT, List.of(types(), labels())),
                new Scenario("resources-without-service", """
                    resource_to_telemetry_conversion: {enabled: true, exclude_service_attributes: true}
                    without_scope_info: true
                    """, TEXT, List.of(types())),
                new Scenario("updates", "send_timestamps: true\n", TEXT, updates()),
                new Scenario(
                        "openmetrics",
                        "namespace: test-space\nenable_open_metrics: true\nsend_timestamps: true\n",
                        PROMETHEUS_3,
                        List.of(types(), exemplars())),
                new Scenario(
                        "openmetrics-old",
                        "enable_open_metrics: true\nconst_labels: {odd-label: x}\n",
                        "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                        List.of(types(), exemplars())),
                new Scenario(
                        "openmetrics-without-suffixes",
                        "translation_strategy: UnderscoreEscapingWithoutSuffixes\nenable_open_metrics: true\n",
                        PROMETHEUS_3,
                        List.of(types(), exemplars(), unequal())),
                new Scenario("target-without-series", "", TEXT, List.of(flaggedOnly())),
                new Scenario(
                        "utf8",
                        "translation_strategy: NoUTF8EscapingWithSuffixes\nnamespace: ns.x\n",
                        PROMETHEUS_3,
                        List.of(types(), names())),
                new Scenario("no-translation", "translation_strategy: NoTranslation\n", TEXT, List.of(types())),
                new Scenario(
                        "without-suffixes",
                        "translation_strategy: UnderscoreEscapingWithoutSuffixes\nnamespace: 9x-y\n",
                        PROMETHEUS_3,
                        List.of(types(), names())));
    }

    private static Resource service() {
        return Resource.of(Attributes.builder()
                .put("service.name", "svc")
                .put("service.namespace", "ns")
                .put("service.instance.id", "i1")
                .put("host.name", "h\"1\\\n2")
                .build());
    }

    private static Scope scope() {
        return new Scope("sc", "1", Attributes.of("a.b", "c"), 0, "http://s");
    }

    private static MetricInfo metric(String name, String unit, MetricType type, Temporality temporality) {
        return new MetricInfo(name, "", unit, type, temporality, false, Attributes.EMPTY);
    }

    private static MetricInfo counter(String name, String unit) {
        return MetricInfo.sum(name, "", unit, Temporality.CUMULATIVE, true);
    }

    private static HistogramBody histogram(double sum, double[] bounds, long... counts) {
        long count = 0;
        for (long c : counts) {
            count += c;
        }
        return new HistogramBody(
                count, OptionalNumber.of(sum), OptionalNumber.UNSET, OptionalNumber.UNSET, counts, bounds);
    }

    private static ExponentialHistogramBody exponential(int scale, long count) {
        return new ExponentialHistogramBody(
                count,
                OptionalNumber.of(5),
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                scale,
                1,
                0,
                new Buckets(1, new long[] {4, count - 5}),
                Buckets.EMPTY);
    }

    /** A target that never had a value, and one that has. */
    private static MetricBatch flaggedOnly() {
        MetricInfo gauge = metric("g", "", MetricType.GAUGE, Temporality.UNSPECIFIED);
        return new BatchBuilder()
                .resource(Resource.of(Attributes.of("service.name", "gone", "service.instance.id", "1")))
                .scope(scope())
                .metric(gauge)
                .intPoint(Attributes.EMPTY, 1, 2, 3)
                .flags(1)
                .resource(service())
                .scope(scope())
                .metric(gauge)
                .intPoint(Attributes.EMPTY, 1, 2, 3)
                .build();
    }

    /** Histograms whose buckets do not add up to their count. */
    private static MetricBatch unequal() {
        BatchBuilder builder = new BatchBuilder();
        builder.resource(service()).scope(scope());
        for (long count : new long[] {9, 10, 11}) {
            builder.metric(metric("unequal." + count, "s", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE));
            builder.bodyPoint(Attributes.EMPTY, 1, 2, withCount(exponential(1, 10), count, 5));
            builder.metric(
                    metric("unequal.nan." + count, "s", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE));
            builder.bodyPoint(Attributes.EMPTY, 1, 2, withCount(exponential(1, 10), count, Double.NaN));
        }
        return builder.build();
    }

    private static ExponentialHistogramBody withCount(ExponentialHistogramBody body, long count, double sum) {
        return new ExponentialHistogramBody(
                count,
                OptionalNumber.of(sum),
                body.min(),
                body.max(),
                body.scale(),
                body.zeroCount(),
                body.zeroThreshold(),
                body.positive(),
                body.negative());
    }

    private static MetricBatch types() {
        MetricInfo help = new MetricInfo(
                "system.cpu.utilization",
                "He\"lp\\ with\nnewline",
                "1",
                MetricType.GAUGE,
                Temporality.UNSPECIFIED,
                false,
                Attributes.EMPTY);
        BatchBuilder batch =
                new BatchBuilder().resource(service()).scope(scope()).metric(help);
        double[] numbers = {
            0.1,
            1e6,
            999_999,
            123456.789,
            1e-5,
            0.0001,
            -2.5e-7,
            1e21,
            1e100,
            Double.MIN_VALUE,
            Double.MIN_VALUE * 2,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            -0.0,
            12345678.9,
            1e15,
            3
        };
        for (int i = 0; i < numbers.length; i++) {
            batch.doublePoint(Attributes.of("cpu", "d" + i), 0, T, numbers[i]);
        }
        batch.intPoint(Attributes.of("cpu", "big"), 0, T, 9_007_199_254_740_993L);
        batch.intPoint(Attributes.of("cpu", "min"), 0, T, Long.MIN_VALUE);
        batch.emptyPoint(Attributes.of("cpu", "none"), 0, T);
        batch.intPoint(Attributes.of("cpu", "more", "state", "idle"), 0, T, 7);
        batch.metric(counter("system.cpu.time", "s")).doublePoint(Attributes.EMPTY, START, T, 12.5);
        batch.metric(MetricInfo.sum("sys.mem", "", "By", Temporality.CUMULATIVE, false))
                .intPoint(Attributes.EMPTY, 0, T, 12_345);
        batch.metric(MetricInfo.sum("delta.sum", "", "", Temporality.DELTA, true))
                .intPoint(Attributes.EMPTY, START, T, 7);
        batch.metric(MetricInfo.sum("delta.updown", "", "", Temporality.DELTA, false))
                .intPoint(Attributes.EMPTY, START, T, 7);
        batch.metric(MetricInfo.sum("unspecified", "", "", Temporality.UNSPECIFIED, true))
                .intPoint(Attributes.EMPTY, START, T, 7);
        batch.metric(metric("http.dur", "s", MetricType.HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(Attributes.EMPTY, START, T, histogram(12.5, new double[] {0.005, 1, 1_000_000}, 1, 2, 3, 4));
        batch.metric(metric("unsorted", "", MetricType.HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(Attributes.EMPTY, 0, T, histogram(6, new double[] {2, 1, 1}, 1, 2, 3, 4));
        batch.metric(metric("no.sum", "", MetricType.HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(
                        Attributes.EMPTY,
                        0,
                        T,
                        new HistogramBody(
                                10,
                                OptionalNumber.UNSET,
                                OptionalNumber.UNSET,
                                OptionalNumber.UNSET,
                                new long[] {10},
                                new double[0]));
        batch.metric(metric("exp", "", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(Attributes.EMPTY, START, T, exponential(2, 10));
        batch.metric(metric("exp.coarse", "", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(Attributes.EMPTY, START, T, exponential(-5, 10));
        batch.metric(metric("summ", "", MetricType.SUMMARY, Temporality.UNSPECIFIED))
                .bodyPoint(
                        Attributes.EMPTY,
                        START,
                        T,
                        new SummaryBody(10, 5, List.of(new Quantile(0.9, 2), new Quantile(0.5, 1e6))));
        return batch.build();
    }

    private static MetricBatch names() {
        BatchBuilder batch = new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY);
        String[][] gauges = {
            {"x", "{a}/s"},
            {"speed", "m/s"},
            {"z", "foo bar/_x_"},
            {"tib", "TiBy"},
            {"k", "KiBy/{x}"},
            {"émile", ""},
            {"1abc", ""},
            {"___", ""},
            {"a__b..c-d%", ""},
            {"foo.total.bar", ""},
            {"r.ratio.x", "1"},
            {"seconds.total", "s"},
            {"io", "By/m"},
            {"temp", "%"},
            {"x:y", ""},
            {"t", " s / h "},
            {"_lead", ""},
            {"w", "widgets__/__per__"},
            {"ratio", "1"},
            {"per", "1/d"},
            {"cel", "Cel"},
            {"hz", "Hz/mo"}
        };
        for (String[] gauge : gauges) {
            batch.metric(MetricInfo.gauge(gauge[0], "", gauge[1])).intPoint(Attributes.EMPTY, 0, T, 1);
        }
        String[][] counters = {{"foo.total.baz", ""}, {"cnt", "1"}, {"my.total", "s"}, {"ops", "{operations}/s"}};
        for (String[] one : counters) {
            batch.metric(counter(one[0], one[1])).intPoint(Attributes.EMPTY, 0, T, 1);
        }
        return batch.build();
    }

    private static MetricBatch labels() {
        BatchBuilder batch = new BatchBuilder()
                .resource(Resource.of(Attributes.builder()
                        .put("host.name", "h1")
                        .put("from.resource", 7)
                        .build()))
                .scope(Scope.EMPTY);
        String[][] keys = {
            {"_x"},
            {"__name__"},
            {"___"},
            {"1a"},
            {"a..b", "é"},
            {""},
            {"a.b", "a_b"},
            {"pipeline"},
            {"__x"},
            {"job", "le", "quantile"},
            {"host.name"},
            {"éa", "ü.b"},
            {"colon:s"}
        };
        for (int i = 0; i < keys.length; i++) {
            Attributes.Builder attributes = Attributes.builder();
            for (String key : keys[i]) {
                attributes.put(key, "v");
            }
            batch.metric(MetricInfo.gauge("lbl" + i, "", "")).intPoint(attributes.build(), 0, T, i);
        }
        Attributes values = Attributes.builder()
                .put("list", new Value.ListValue(List.of(Value.of("a"), Value.of(3), Value.of(true))))
                .put("map", new Value.MapValue(Attributes.of("k", "<&>\u2028\u0001\b\f\"")))
                .put("double", Value.of(1e21))
                .put("half", Value.of(0.5))
                .put("bool", Value.of(true))
                .put("empty", Value.EMPTY)
                .put("bytes", new Value.BytesValue(new byte[] {1, 2}))
                .put("text", "日本 😀 \\ \" \n")
                .build();
        batch.metric(MetricInfo.gauge("values", "", "")).intPoint(values, 0, T, 1);
        batch.resource(Resource.of(Attributes.of("service.name", "only", "k", "1")))
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("job.only", "", ""))
                .intPoint(Attributes.EMPTY, 0, T, 1);
        batch.resource(Resource.of(Attributes.builder()
                        .put("service.name", "full")
                        .put("service.instance.id", "i2")
                        .put("a.b", "1")
                        .put("a_b", "2")
                        .put("n", 5)
                        .build()))
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("full", "", ""))
                .intPoint(Attributes.EMPTY, 0, T, 1);
        return batch.build();
    }

    private static MetricBatch one(MetricInfo metric, Consumer<BatchBuilder> points) {
        BatchBuilder batch =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(metric);
        points.accept(batch);
        return batch.build();
    }

    private static MetricBatch body(MetricInfo metric, long start, long time, PointBody body) {
        return one(metric, b -> b.bodyPoint(Attributes.EMPTY, start, time, body));
    }

    private static List<MetricBatch> updates() {
        MetricInfo gauge = MetricInfo.gauge("g", "", "");
        MetricInfo delta = MetricInfo.sum("d", "", "", Temporality.DELTA, true);
        MetricInfo aligned = metric("h.aligned", "", MetricType.HISTOGRAM, Temporality.DELTA);
        MetricInfo bounds = metric("h.bounds", "", MetricType.HISTOGRAM, Temporality.DELTA);
        MetricInfo early = metric("h.early", "", MetricType.HISTOGRAM, Temporality.DELTA);
        MetricInfo late = metric("h.late", "", MetricType.HISTOGRAM, Temporality.DELTA);
        MetricInfo cumulative = metric("h.cumulative", "", MetricType.HISTOGRAM, Temporality.CUMULATIVE);
        MetricInfo expDelta = metric("e.delta", "", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.DELTA);
        MetricInfo exp = metric("e.cumulative", "", MetricType.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE);
        MetricInfo summary = metric("s", "", MetricType.SUMMARY, Temporality.UNSPECIFIED);
        double[] b12 = {1, 2};
        long t1 = T + SECOND;
        long t2 = T + 2 * SECOND;
        Attributes a = Attributes.of("k", "a");
        Attributes b = Attributes.of("k", "b");
        Attributes c = Attributes.of("k", "c");
        return List.of(
                one(gauge, p -> p.intPoint(a, 0, t1, 1).intPoint(b, 0, T, 2).intPoint(c, 0, T, 3)),
                // a: older, ignored; b: no value, removed, and c is not looked at any more.
                one(
                        gauge,
                        p -> p.intPoint(a, 0, T, 9)
                                .intPoint(b, 0, t1, 9)
                                .flags(1)
                                .intPoint(c, 0, t1, 9)),
                one(
                        delta,
                        p -> p.intPoint(a, START, T, 5)
                                .doublePoint(b, START, T, 0.5)
                                .intPoint(c, START, T, 5)),
                one(
                        delta,
                        p -> p.intPoint(a, T, t1, 3).doublePoint(b, T, t1, 0.25).intPoint(c, T + 1, t1, 3)),
                one(delta, p -> p.intPoint(a, t1, t2, 1).intPoint(b, t1, t2, 1).intPoint(c, START, T - 5, 3)),
                body(aligned, START, T, histogram(3, b12, 1, 2, 3)),
                body(aligned, T, t1, histogram(4, b12, 1, 1, 1)),
                body(bounds, START, T, histogram(3, b12, 1, 2, 3)),
                body(bounds, T, t1, histogram(4, new double[] {1, 3}, 1, 1, 1)),
                body(early, START, T, histogram(3, b12, 1, 2, 3)),
                body(early, T - 5, t1, histogram(4, b12, 1, 1, 1)),
                body(late, START, T, histogram(3, b12, 1, 2, 3)),
                body(late, T + 5, t1, histogram(4, b12, 1, 1, 1)),
                body(cumulative, START, t1, histogram(3, b12, 1, 2, 3)),
                body(cumulative, START, T, histogram(4, b12, 1, 1, 1)),
                body(cumulative, START, t1, histogram(5, b12, 2, 2, 3)),
                body(expDelta, START, T, exponential(2, 10)),
                body(expDelta, T, t1, exponential(2, 20)),
                body(exp, START, T, exponential(2, 10)),
                body(exp, START, t1, exponential(2, 30)),
                body(summary, START, t1, new SummaryBody(1, 1, List.of())),
                body(summary, START, T, new SummaryBody(2, 2, List.of())),
                body(summary, START, t1, new SummaryBody(3, 3, List.of(new Quantile(1, 1)))));
    }

    private static MetricBatch exemplars() {
        byte[] trace = new byte[16];
        trace[0] = 1;
        byte[] span = new byte[8];
        span[7] = 2;
        BatchBuilder batch = new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY);
        batch.metric(counter("with.exemplar", "s"))
                .intPoint(Attributes.EMPTY, START, T + 123_456_789, 5)
                .exemplars(List.of(exemplar(3, T, new byte[0], span), exemplar(4.5, T + 9, trace, new byte[0])));
        batch.metric(counter("without.ids", ""))
                .intPoint(Attributes.EMPTY, START, T, 5)
                .exemplars(List.of(exemplar(3, T, new byte[0], new byte[0])));
        batch.metric(metric("h.exemplar", "", MetricType.HISTOGRAM, Temporality.CUMULATIVE))
                .bodyPoint(Attributes.EMPTY, START, T, histogram(6, new double[] {1, 2}, 1, 2, 3))
                .exemplars(
                        List.of(exemplar(1.5, T, new byte[0], span), exemplar(99, T + SECOND / 2, trace, new byte[0])));
        return batch.build();
    }

    private static Exemplar exemplar(double value, long time, byte[] traceId, byte[] spanId) {
        return new Exemplar(
                Attributes.of("f", "g"), time, ValueKind.DOUBLE, Double.doubleToRawLongBits(value), traceId, spanId);
    }
}
