package phoenix.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to measure.
 *
 * @param phoenix the command that runs Phoenix
 * @param otelcol the program to compare with; null measures Phoenix alone
 * @param duration of the measured load
 * @param warmUp of the same load before it
 * @param hostDuration of a scenario without load
 * @param pointsPerSecond for the delays, which at full rate would be those of a full queue
 */
record Options(
        List<String> phoenix,
        @Nullable Path otelcol,
        Duration duration,
        Duration warmUp,
        Duration hostDuration,
        String profile,
        int connections,
        long pointsPerSecond) {}
