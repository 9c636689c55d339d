package phoenix.app.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import phoenix.engine.capture.CaptureWriter;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/** Captures of a made-up host: {@code system.load} and, for each process, a counter of two states and a gauge. */
final class HostCapture {
    static final long START = 1_800_000_000_000_000_000L;
    static final long SECOND = 1_000_000_000L;
    private static final MetricInfo LOAD = MetricInfo.gauge("system.load", "", "1");
    private static final MetricInfo MEMORY = MetricInfo.gauge("process.memory.usage", "", "By");
    private static final MetricInfo CPU = MetricInfo.sum("process.cpu.time", "", "s", Temporality.CUMULATIVE, true);

    private final Random random = new Random(7);
    private final List<Resource> processes = new ArrayList<>();
    private final double[] cpu;

    HostCapture(int processes) {
        for (int i = 0; i < processes; i++) {
            this.processes.add(Resource.of(Attributes.builder()
                    .put("host.name", "h1")
                    .put("process.pid", 100L + i)
                    .put("process.executable.name", "app-" + i % 7)
                    .put("process.command_line", "/opt/app-" + i % 7 + " --instance " + i)
                    .build()));
        }
        this.cpu = new double[processes];
    }

    MetricBatch reading(long time) {
        BatchBuilder batch = new BatchBuilder()
                .resource(Resource.of(Attributes.of("host.name", "h1")))
                .scope(Scope.EMPTY)
                .metric(LOAD)
                .doublePoint(Attributes.EMPTY, 0, time, 2 + random.nextDouble());
        for (int i = 0; i < processes.size(); i++) {
            cpu[i] += random.nextDouble();
            batch.resource(processes.get(i))
                    .scope(Scope.EMPTY)
                    .metric(CPU)
                    .doublePoint(Attributes.of("state", "user"), START, time, cpu[i])
                    .doublePoint(Attributes.of("state", "wait"), START, time, cpu[i] / 10)
                    .metric(MEMORY)
                    .doublePoint(Attributes.EMPTY, 0, time, 1e6 + 1e4 * random.nextDouble());
        }
        return batch.build();
    }

    /** Writes readings that are ten seconds apart; returns the points. */
    long write(Path file, CaptureWriter.Format format, int readings) throws IOException {
        try (CaptureWriter writer = CaptureWriter.create(file, format, 1L << 32)) {
            for (int i = 0; i < readings; i++) {
                long time = START + 10L * i * SECOND;
                // Some milliseconds late, as readings are.
                writer.write("hostmetrics", time + random.nextInt(20_000_000), reading(time));
            }
            writer.finish();
            return writer.totals().points();
        }
    }
}
