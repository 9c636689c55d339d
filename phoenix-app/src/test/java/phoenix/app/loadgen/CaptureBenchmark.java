package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.capture.CaptureInput;
import phoenix.engine.capture.CaptureTotals;
import phoenix.engine.capture.CaptureWriter;
import phoenix.engine.capture.CapturedBatch;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.testkit.Seeds;

/**
 * Prints how fast captures are written and read, and prepared requests are written anew; runs only when named:
 * {@code mvn -B -pl phoenix-app -am test -Dtest=CaptureBenchmark -Dsurefire.failIfNoSpecifiedTests=false}. Results with
 * their date are in {@code docs/benchmarks.md}. No time is asserted.
 */
class CaptureBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final PrintStream OUT = System.out;
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int ROUNDS = 40;
    private static final int REPEATS = 4;

    @TempDir
    private Path folder;

    private final List<RequestTemplate> templates =
            new Payloads(Seeds.random(1), START).of(LoadProfile.REALISTIC, 3000, 5000, 1);

    private void print(String what, long points, long cpuBefore) {
        double seconds = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1e9;
        OUT.printf(
                "%s: %,d points in %.2f s of CPU: %.2f M points per CPU second%n",
                what, points, seconds, points / seconds / 1e6);
    }

    private void advance(int round) {
        templates.forEach(template -> template.advance(START + round * SECOND, START + (round - 1) * SECOND, true));
    }

    @Test
    void captures() throws IOException, OtlpFormatException {
        OtlpDecoder decoder = new OtlpDecoder();
        for (int i = 0; i < REPEATS; i++) {
            Path file = folder.resolve("x.capture");
            long cpu = THREADS.getCurrentThreadCpuTime();
            CaptureTotals totals;
            try (CaptureWriter writer = CaptureWriter.create(file, CaptureWriter.Format.BINARY, 1L << 30)) {
                for (int round = 1; round <= ROUNDS; round++) {
                    advance(round);
                    for (RequestTemplate template : templates) {
                        writer.write("otlp", START + round * SECOND, decoder.decode(template.bytes()));
                    }
                }
                writer.finish();
                totals = writer.totals();
            }
            print("decode and write", totals.points(), cpu);
            OUT.printf("%.2f bytes per point%n", (double) totals.bytes() / totals.points());
            cpu = THREADS.getCurrentThreadCpuTime();
            long points = 0;
            try (CaptureInput input = CaptureInput.open(file)) {
                for (CapturedBatch batch = input.next(); batch != null; batch = input.next()) {
                    points += batch.batch().pointCount();
                }
            }
            print("read", points, cpu);
            assertThat(points).isEqualTo(totals.points());
        }
    }

    @Test
    void preparedRequests() {
        long points = templates.stream().mapToLong(RequestTemplate::points).sum();
        for (int i = 0; i < REPEATS; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int round = 1; round <= 100 * ROUNDS; round++) {
                advance(round);
            }
            print("write anew", points * 100 * ROUNDS, cpu);
        }
        assertThat(points).isPositive();
    }
}
