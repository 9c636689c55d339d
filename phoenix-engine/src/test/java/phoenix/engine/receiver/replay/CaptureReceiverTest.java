package phoenix.engine.receiver.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.capture.CaptureWriter;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;

class CaptureReceiverTest {
    private static final long SECOND = 1_000_000_000L;
    /** In the past of the virtual clock, which begins in 2026. */
    private static final long RECORDED = 1_700_000_000 * SECOND;

    @TempDir
    private Path folder;

    /** Batches that came after 0, 1 and 3 seconds, and whose points are 100 ns older. */
    private Path recorded() throws IOException {
        Path file = folder.resolve("x.capture");
        try (CaptureWriter writer = CaptureWriter.create(file, CaptureWriter.Format.BINARY, 1 << 30)) {
            for (int second : new int[] {0, 1, 3}) {
                long arrival = RECORDED + second * SECOND;
                writer.write("otlp", arrival, ReplayFixture.batch(arrival - 100, second));
                writer.flush();
            }
            writer.finish();
        }
        return file;
    }

    private static ReplayFixture play(Path file, String more) throws StartException {
        return new ReplayFixture(CaptureReceiver.TYPE, "{file: \"" + file + "\"" + more + "}");
    }

    @Test
    void batchesComeAsTheyWereRecorded() throws Exception {
        try (ReplayFixture replay = play(recorded(), "").start()) {
            assertThat(replay.nextValue()).isEqualTo(0);
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofSeconds(1));
            assertThat(replay.nextValue()).isEqualTo(1);
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofSeconds(1));
            assertThat(replay.batches).isEmpty();
            replay.time.advance(Duration.ofSeconds(1));
            MetricBatch last = replay.next();
            assertThat(last.timeUnixNano(0)).isEqualTo(RECORDED + 3 * SECOND - 100);
            replay.awaitFinished();
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_FINISHED)).isEqualTo(1);
            assertThat(replay.telemetry.problem()).isEmpty();
        }
    }

    @Test
    void twiceAsFastTakesHalfTheTime() throws Exception {
        try (ReplayFixture replay = play(recorded(), ", speed: 2").start()) {
            replay.next();
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofMillis(500));
            assertThat(replay.nextValue()).isEqualTo(1);
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofSeconds(1));
            assertThat(replay.nextValue()).isEqualTo(3);
            replay.awaitFinished();
        }
    }

    @Test
    void asFastAsItGoesAndSeveralTimes() throws Exception {
        try (ReplayFixture replay = play(recorded(), ", speed: 0, repeat: 3").start()) {
            replay.awaitFinished();
            assertThat(replay.batches).hasSize(9);
        }
    }

    @Test
    void shiftedTimesBeginNowAndGoOnInTheNextPass() throws Exception {
        try (ReplayFixture replay =
                play(recorded(), ", speed: 0, repeat: 2, times: shifted").start()) {
            replay.awaitFinished();
            long now = replay.time.clock().millis() * 1_000_000;
            List<Long> times = new ArrayList<>();
            for (MetricBatch batch : replay.batches) {
                times.add((batch.timeUnixNano(0) + 100 - now) / SECOND);
                assertThat(batch.timeUnixNano(0) - batch.startTimeUnixNano(0)).isEqualTo(7);
            }
            // 1.5 s usually lie between two batches.
            assertThat(times).containsExactly(0L, 1L, 3L, 4L, 5L, 7L);
        }
    }

    @Test
    void aTimeThatIsNotGivenStaysSo() {
        assertThat(TimeShift.by(5, ReplayFixture.batch(0, 1)).timeUnixNano(0)).isZero();
        assertThat(TimeShift.by(5, ReplayFixture.batch(0, 1)).startTimeUnixNano(0))
                .isZero();
    }

    @Test
    void whatIsRefusedIsOfferedAgain() throws Exception {
        try (ReplayFixture replay = play(recorded(), ", speed: 0")) {
            replay.pipeline = _ -> Outcome.retryable("full");
            replay.start();
            replay.next();
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofMillis(999));
            assertThat(replay.batches).isEmpty();
            replay.time.advance(Duration.ofMillis(1));
            replay.next();
            replay.time.awaitTimers(1);
            replay.pipeline = _ -> Outcome.ACCEPTED;
            replay.time.advance(Duration.ofSeconds(2));
            replay.awaitFinished();
            assertThat(replay.batches).hasSize(3);
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_LOST)).isZero();
        }
    }

    @Test
    void whatIsRefusedForLongOrForGoodIsCounted() throws Exception {
        try (ReplayFixture replay = play(recorded(), ", speed: 0")) {
            replay.pipeline = batch -> batch.doubleValue(0) == 1 ? Outcome.permanent("too bad") : Outcome.ACCEPTED;
            replay.start().awaitFinished();
            assertThat(replay.batches).hasSize(3);
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_LOST)).isEqualTo(1);
            assertThat(replay.telemetry.problem()).isEqualTo("too bad");
        }
        try (ReplayFixture replay = play(recorded(), ", speed: 0")) {
            replay.pipeline = batch -> batch.doubleValue(0) == 0 ? Outcome.retryable("full") : Outcome.ACCEPTED;
            replay.start();
            long end = System.nanoTime() + ReplayFixture.LIMIT.toNanos();
            while (replay.telemetry.get(MetricNames.RECEIVER_LOST) == 0 && System.nanoTime() < end) {
                replay.time.advance(Duration.ofSeconds(1));
            }
            replay.awaitFinished();
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_LOST)).isEqualTo(1);
            assertThat(replay.batches.stream().filter(batch -> batch.doubleValue(0) > 0))
                    .hasSize(2);
            assertThat(replay.batches).as("the first was tried again").hasSizeGreaterThan(3);
        }
    }

    @Test
    void aTornFileIsPlayedAndADamagedOneUpToTheDamage() throws Exception {
        Path file = recorded();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        try (ReplayFixture replay = play(file, ", speed: 0").start()) {
            replay.awaitFinished();
            assertThat(replay.batches).hasSizeBetween(1, 2);
            assertThat(replay.telemetry.problem()).contains("cut off", "byte ");
        }
        byte[] damaged = whole.clone();
        damaged[whole.length - 100] ^= 1;
        Files.write(file, damaged);
        try (ReplayFixture replay = play(file, ", speed: 0, repeat: 0").start()) {
            replay.awaitFinished();
            assertThat(replay.batches).hasSizeBetween(1, 2);
            assertThat(replay.telemetry.problem()).contains("checksum is wrong", "byte ");
        }
    }

    @Test
    void aFileOfTheFileExporterIsPlayedByTheTimesOfItsPoints() throws Exception {
        Path file = folder.resolve("out.json");
        String lines = "";
        for (int second : new int[] {0, 2}) {
            lines += new String(
                            OtlpJsonEncoder.encode(ReplayFixture.batch(RECORDED + second * SECOND, second)),
                            java.nio.charset.StandardCharsets.UTF_8)
                    + "\n";
        }
        Files.writeString(file, lines);
        try (ReplayFixture replay = play(file, "").start()) {
            replay.next();
            replay.time.awaitTimers(1);
            replay.time.advance(Duration.ofSeconds(2));
            assertThat(replay.nextValue()).isEqualTo(2);
            replay.awaitFinished();
        }
    }

    @Test
    void aFileThatCannotBePlayedFailsTheStart() throws Exception {
        try (ReplayFixture replay = play(folder.resolve("none"), "")) {
            assertThatThrownBy(replay::start).isInstanceOf(StartException.class).hasMessageContaining("cannot read");
        }
        try (ReplayFixture replay = play(Files.writeString(folder.resolve("y"), "receivers:"), "")) {
            assertThatThrownBy(replay::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll("neither a capture", "phoenix capture");
        }
    }

    @Test
    void stoppingEndsTheWaitForTheNextBatchAndForAPipelineThatRefuses() throws Exception {
        ReplayFixture waiting = play(recorded(), "").start();
        waiting.next();
        waiting.time.awaitTimers(1);
        waiting.close();
        assertThat(waiting.receiver.isFinished()).isTrue();
        assertThat(waiting.telemetry.get(MetricNames.RECEIVER_LOST)).isZero();

        ReplayFixture refused = play(recorded(), "");
        refused.pipeline = _ -> Outcome.retryable("full");
        refused.start().next();
        refused.time.awaitTimers(1);
        refused.close();
        assertThat(refused.telemetry.get(MetricNames.RECEIVER_LOST)).isEqualTo(1);
    }
}
