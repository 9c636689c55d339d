package phoenix.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code phoenix loadgen otlp} as a process of its own, so that its CPU is told apart. */
final class LoadGenerator {
    private static final int POINTS_PER_REQUEST = 1000;
    /** How often CPU is looked at; what is used after the last look is not seen. */
    private static final long LOOK_MILLIS = 200;

    private final Options options;
    private final int port;
    private final Path folder;

    LoadGenerator(Options options, int port, Path folder) {
        this.options = options;
        this.port = port;
        this.folder = folder;
    }

    /**
     * What became of a load.
     *
     * @param notAccepted points that were sent and refused, or got no answer
     */
    record Sent(long accepted, long notAccepted, double seconds, double cpuSeconds) {
        double cores() {
            return cpuSeconds / seconds;
        }
    }

    /** Sends for {@code duration}; {@code pointsPerSecond} 0 is as fast as the other side takes it. */
    Sent send(Duration duration, long pointsPerSecond) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options.phoenix());
        command.addAll(List.of("loadgen", "otlp", "--endpoint", "127.0.0.1:" + port));
        command.addAll(List.of("--points-per-second", Long.toString(pointsPerSecond)));
        command.addAll(List.of("--points-per-request", Integer.toString(POINTS_PER_REQUEST)));
        command.addAll(List.of("--connections", Integer.toString(options.connections())));
        command.addAll(List.of("--profile", options.profile(), "--output", "json"));
        command.addAll(List.of("--duration", duration.toMillis() + "ms"));
        double cpu = 0;
        try (Child child = Child.start(command, Map.of(), folder, "loadgen")) {
            do {
                cpu = Math.max(cpu, cpuOrZero(child.pid()));
            } while (!child.awaitEnd(LOOK_MILLIS));
            String out = child.out();
            if (!out.startsWith("{")) {
                throw new IOException("the load generator failed: " + child.lastWords());
            }
            return sent(out, cpu);
        }
    }

    static Sent sent(String json, double cpuSeconds) {
        JsonNode node = new ObjectMapper().readTree(json);
        return new Sent(
                node.get("accepted_points").asLong(),
                node.get("sent_points").asLong() - node.get("accepted_points").asLong(),
                node.get("seconds").asDouble(),
                cpuSeconds);
    }

    /** It may be gone between the looks. */
    private static double cpuOrZero(long pid) {
        try {
            return ProcFile.cpuSeconds(pid);
        } catch (IOException | IndexOutOfBoundsException _) {
            return 0;
        }
    }
}
