package phoenix.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.TestClock;

class EveryNthTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final TestClock clock = TestClock.startingAt(START);
    private final List<Long> passed = new ArrayList<>();
    private final EveryNth thirty = new EveryNth(
            _ -> {
                passed.add(Duration.between(START, clock.instant()).toMillis());
                return Outcome.permanent("planted");
            },
            clock,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    private void read(long millis) {
        clock.set(START.plusMillis(millis));
        thirty.consume(MetricBatch.EMPTY);
    }

    @Test
    void theFirstAndThenEveryThirdReadingPasses() {
        for (long i = 0; i < 10; i++) {
            read(i * 10_000);
        }
        assertThat(passed).containsExactly(0L, 30_000L, 60_000L, 90_000L);
    }

    @Test
    void readingsThatAreEarlyOrLateByLessThanHalfAnIntervalKeepTheirPlace() {
        long[] jitter = {0, 4_900, -4_900, 0, 3_000, 0, 4_900, 0, 0, -4_900};
        for (int i = 0; i < jitter.length; i++) {
            read(i * 10_000L + jitter[i]);
        }
        assertThat(passed).containsExactly(0L, 30_000L, 64_900L, 85_100L);
    }

    @Test
    void aReadingThatIsLeftOutPutsOffOneAndNotThoseAfterIt() {
        for (long i : new long[] {0, 1, 2, 4, 5, 6, 7, 8, 9, 10}) {
            read(i * 10_000);
        }
        assertThat(passed)
                .as("the reading at 30 s did not take place: the next one stands in for it")
                .containsExactly(0L, 40_000L, 70_000L, 100_000L);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheReadings() {
        read(0);
        read(-3_600_000);
        read(-3_590_000);
        read(-3_570_000);
        assertThat(passed).containsExactly(0L, -3_600_000L, -3_570_000L);
    }

    @Test
    void whoGetsTheReadingAnswersForItAndTheRestIsAccepted() {
        assertThat(thirty.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.permanent("planted"));
        assertThat(thirty.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.ACCEPTED);
    }
}
