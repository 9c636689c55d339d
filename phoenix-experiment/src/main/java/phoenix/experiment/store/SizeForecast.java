package phoenix.experiment.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the size of a run is going.
 *
 * @param bytesPerDay bytes that a day at this rate takes
 * @param bytesAtEnd bytes when the experiment's duration is over
 * @param untilFull time from now until the size limit, or null if that is beyond the end
 */
public record SizeForecast(
        long bytesPerDay, long bytesAtEnd, @Nullable Duration untilFull) {
    /**
     * Bytes per sample to plan with before there is a measurement: what host metrics take in the embedded store, rounded up
     * ({@code docs/benchmarks.md}).
     */
    public static final double PLANNED_BYTES_PER_SAMPLE = 2.0;

    /** Bytes that one series takes for its identity, to plan with. */
    public static final long PLANNED_BYTES_PER_SERIES = 300;

    /**
     * From what was observed: the run grows on as it grew.
     *
     * @param elapsed time over which the run grew to {@code bytes}, more than zero
     */
    public static SizeForecast observed(long bytes, Duration elapsed, Duration remaining, long bytesMax) {
        double bytesPerSecond = bytes / seconds(elapsed);
        return of(bytes, bytesPerSecond, remaining, bytesMax);
    }

    /**
     * Before the start, from the number of series of both variants and how often they are collected.
     *
     * @param interval between two samples of a series, more than zero
     */
    public static SizeForecast planned(long series, Duration interval, Duration duration, long bytesMax) {
        return of(
                series * PLANNED_BYTES_PER_SERIES,
                series * PLANNED_BYTES_PER_SAMPLE / seconds(interval),
                duration,
                bytesMax);
    }

    private static SizeForecast of(long bytes, double bytesPerSecond, Duration remaining, long bytesMax) {
        double atEnd = bytes + bytesPerSecond * Math.max(0, remaining.toNanos()) / 1e9;
        Duration untilFull =
                atEnd <= bytesMax ? null : Duration.ofSeconds((long) Math.max(0, (bytesMax - bytes) / bytesPerSecond));
        return new SizeForecast((long) (bytesPerSecond * 86_400), (long) atEnd, untilFull);
    }

    private static double seconds(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("not a positive duration: " + duration);
        }
        return duration.toNanos() / 1e9;
    }
}
