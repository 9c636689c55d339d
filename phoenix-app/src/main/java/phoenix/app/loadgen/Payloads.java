package phoenix.app.loadgen;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.otlp.OtlpEncoder;

/** Makes the requests of a profile: all its streams once, cut into requests of a number of points. */
final class Payloads {
    private static final String HOST = "load-host-1";
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
    private static final int POINTS_OF_PROCESS = 8;
    private static final int POINTS_OF_SERVICE = 11;
    private static final Scope SCOPE = Scope.of("phoenix.loadgen", "1");

    private final RandomGenerator random;
    private final long startUnixNano;

    Payloads(RandomGenerator random, long startUnixNano) {
        this.random = random;
        this.startUnixNano = startUnixNano;
    }

    /**
     * The requests of one round, together with every stream.
     *
     * @param entities processes, or services with histograms; one of them is never cut
     * @param pointsMax of one request, about
     * @param requestsMin as far as there are so many entities
     */
    List<RequestTemplate> of(LoadProfile profile, int entities, int pointsMax, int requestsMin) {
        boolean services = profile == LoadProfile.HISTOGRAMS;
        long points = (long) entities * (services ? POINTS_OF_SERVICE : POINTS_OF_PROCESS);
        long requests = Math.clamp(Math.ceilDiv(points, (long) pointsMax), Math.min(requestsMin, entities), entities);
        OtlpEncoder encoder = new OtlpEncoder();
        List<RequestTemplate> templates = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder();
        if (!services) {
            host(builder);
        }
        for (int i = 0; i < entities; i++) {
            if (services) {
                service(builder, i);
            } else {
                process(builder, i);
            }
            if ((i + 1) * requests / entities > i * requests / entities) {
                templates.add(template(builder.build(), encoder));
                builder = new BatchBuilder();
            }
        }
        return templates;
    }

    private static RequestTemplate template(MetricBatch batch, OtlpEncoder encoder) {
        return RequestTemplate.of(encoder.encode(batch), batch.pointCount());
    }

    private void host(BatchBuilder to) {
        to.resource(Resource.of(Attributes.of("host.name", HOST, "os.type", "linux")));
        to.scope(SCOPE);
        to.metric(MetricInfo.sum(
                "system.cpu.time", "Total seconds each logical CPU spent", "s", Temporality.CUMULATIVE, true));
        for (String state : List.of("user", "system", "idle", "wait")) {
            for (int cpu = 0; cpu < 8; cpu++) {
                to.doublePoint(
                        Attributes.of("cpu", "cpu" + cpu, "state", state), startUnixNano, startUnixNano, number());
            }
        }
        to.metric(MetricInfo.gauge("system.memory.utilization", "Share of memory in use", "1"));
        for (String state : List.of("used", "free", "cached")) {
            to.doublePoint(Attributes.of("state", state), 0, startUnixNano, random.nextDouble());
        }
    }

    private void process(BatchBuilder to, int number) {
        SyntheticProcess process = SyntheticProcess.of(number, random);
        to.resource(Resource.of(Attributes.builder()
                .put("host.name", HOST)
                .put(RequestTemplate.PID, RequestTemplate.FIRST_PID + number)
                .put("process.parent_pid", 1)
                .put("process.executable.name", process.name())
                .put("process.executable.path", "/usr/bin/" + process.name())
                .put("process.command", "/usr/bin/" + process.name())
                .put("process.command_line", process.commandLine())
                .put("process.owner", process.owner())
                .build()));
        to.scope(SCOPE);
        sum(
                to,
                "process.cpu.time",
                "Total CPU seconds broken down by different states",
                "s",
                "state",
                "user",
                "system",
                "wait");
        up(to, "process.memory.usage", "The amount of physical memory in use", "By");
        up(to, "process.memory.virtual", "Virtual memory size", "By");
        up(to, "process.threads", "Process threads count", "{threads}");
        sum(to, "process.disk.io", "Disk bytes transferred", "By", "direction", "read", "write");
    }

    private void sum(BatchBuilder to, String name, String text, String unit, String key, String... values) {
        to.metric(MetricInfo.sum(name, text, unit, Temporality.CUMULATIVE, true));
        for (String value : values) {
            to.doublePoint(Attributes.of(key, value), startUnixNano, startUnixNano, number());
        }
    }

    private void up(BatchBuilder to, String name, String text, String unit) {
        to.metric(MetricInfo.sum(name, text, unit, Temporality.CUMULATIVE, false));
        to.intPoint(Attributes.EMPTY, startUnixNano, startUnixNano, 1 + random.nextInt(1 << 30));
    }

    private double number() {
        return random.nextInt(100_000) / 8.0;
    }

    /** The counts stand still, as they may with delta temporality; times move on. */
    private void service(BatchBuilder to, int number) {
        SyntheticProcess process = SyntheticProcess.of(number, random);
        to.resource(Resource.of(Attributes.builder()
                .put("service.name", process.name())
                .put("service.instance.id", "instance-" + number)
                .put("host.name", HOST)
                .build()));
        to.scope(SCOPE);
        to.metric(histogram("http.server.request.duration", MetricType.HISTOGRAM));
        for (String route : List.of("/api/orders", "/api/users", "/health")) {
            for (int status : new int[] {200, 404, 500}) {
                to.bodyPoint(attributes(route, status), startUnixNano, startUnixNano, explicit());
            }
        }
        to.metric(histogram("rpc.client.duration", MetricType.EXPONENTIAL_HISTOGRAM));
        for (String route : List.of("Get", "Put")) {
            to.bodyPoint(attributes(route, 0), startUnixNano, startUnixNano, exponential());
        }
    }

    private static MetricInfo histogram(String name, MetricType type) {
        return new MetricInfo(name, "Duration of requests", "s", type, Temporality.DELTA, false, Attributes.EMPTY);
    }

    private static Attributes attributes(String route, int status) {
        return Attributes.builder()
                .put("http.route", route)
                .put("http.response.status_code", status)
                .build();
    }

    private HistogramBody explicit() {
        long[] counts = counts(BOUNDS.length + 1);
        return new HistogramBody(
                sum(counts),
                OptionalNumber.of(number()),
                OptionalNumber.of(0.001),
                OptionalNumber.of(12),
                counts,
                BOUNDS);
    }

    private ExponentialHistogramBody exponential() {
        long[] counts = counts(20);
        return new ExponentialHistogramBody(
                sum(counts),
                OptionalNumber.of(number()),
                OptionalNumber.of(0.001),
                OptionalNumber.of(12),
                3,
                0,
                0,
                new Buckets(-10, counts),
                Buckets.EMPTY);
    }

    private long[] counts(int buckets) {
        long[] counts = new long[buckets];
        for (int i = 0; i < buckets; i++) {
            counts[i] = random.nextInt(50);
        }
        return counts;
    }

    private static long sum(long[] counts) {
        return java.util.Arrays.stream(counts).sum();
    }
}
