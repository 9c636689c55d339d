package phoenix.app.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Judgement;
import phoenix.experiment.Variant;

/**
 * How a run stands at one moment: what the live view shows.
 *
 * @param judgement null before the first bucket was judged
 * @param notice something that went wrong and did not end the run; null when all is well
 */
public record RunStatus(
        String runId,
        RunPhase phase,
        Duration elapsed,
        Duration duration,
        Map<Variant, VariantStatus> variants,
        long bucketsUsed,
        @Nullable Judgement judgement,
        @Nullable String notice) {

    /** One variant. Numbers that are not known yet are NaN. */
    public record VariantStatus(
            double series,
            double datapointsPerMinute,
            double wireBytesPerMinute,
            double billedBytesEstimatePerMinute,
            long points,
            long sentPoints,
            long failedPoints,
            long heldPoints,
            List<String> endpoints) {}
}
