package phoenix.app.capture;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.app.capture.CaptureSession.ReceiverCounts;
import phoenix.engine.capture.CaptureTotals;

/**
 * What a capture has become: {@code --output json} in these names.
 *
 * @param endedBy {@code duration}, {@code interrupt} or {@code max_size}
 * @param firstArrival null when nothing came
 * @param receivers by id; those that gave nothing among them
 */
record CaptureSummary(
        String file,
        String format,
        String endedBy,
        double seconds,
        long batches,
        long points,
        long bytes,
        @Nullable Instant firstArrival,
        @Nullable Instant lastArrival,
        Map<String, ReceiverCounts> receivers) {

    static @Nullable Instant instant(CaptureTotals totals, long unixNanos) {
        return totals.batches() == 0
                ? null
                : Instant.ofEpochSecond(unixNanos / 1_000_000_000, unixNanos % 1_000_000_000);
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d batches with %,d points in %,d bytes, recorded in %.0f s: %s",
                batches,
                points,
                bytes,
                seconds,
                file));
        receivers.forEach((id, counts) -> text.append(String.format(
                Locale.ROOT,
                "%n  %s: %,d batches, %,d points%s",
                id,
                counts.batches(),
                counts.points(),
                counts.tooLargePoints() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; left out as too large: %,d points", counts.tooLargePoints()))));
        return text.toString();
    }

    /** Receivers that gave nothing. */
    List<String> silent() {
        return receivers.entrySet().stream()
                .filter(one -> one.getValue().batches() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
