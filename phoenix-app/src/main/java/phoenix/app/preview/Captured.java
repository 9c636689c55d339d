package phoenix.app.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.engine.capture.CaptureInput;
import phoenix.engine.capture.CapturedBatch;

/**
 * What the first part of a capture tells: when it begins, which receivers were recorded, how far their readings are apart.
 *
 * @param startUnixNanos arrival of the first batch
 * @param receivers by id
 */
record Captured(long startUnixNanos, Map<String, Receiver> receivers) {
    private static final int BATCHES_MAX = 4_000;
    private static final int READINGS_ENOUGH = 40;

    /** Batches closer than that are parts of one reading. */
    private static final long ONE_READING_NANOS = Duration.ofMillis(200).toNanos();

    /** One receiver; {@code spacing} is null where there are too few readings to tell. */
    record Receiver(@Nullable Duration spacing) {}

    /**
     * Looks into a file.
     *
     * @return null where it holds no batch
     */
    static @Nullable Captured look(Path file) throws IOException {
        Map<String, Long> last = new LinkedHashMap<>();
        Map<String, List<Long>> gaps = new LinkedHashMap<>();
        long start = Long.MAX_VALUE;
        try (CaptureInput input = CaptureInput.open(file)) {
            CapturedBatch batch = input.next();
            for (int i = 0; batch != null && i < BATCHES_MAX && !isEnough(gaps); i++) {
                long arrival = batch.arrivalUnixNanos();
                start = Math.min(start, arrival);
                Long before = last.get(batch.receiver());
                List<Long> own = gaps.computeIfAbsent(batch.receiver(), _ -> new ArrayList<>());
                if (before == null || arrival - before > ONE_READING_NANOS) {
                    if (before != null) {
                        own.add(arrival - before);
                    }
                    last.put(batch.receiver(), arrival);
                }
                batch = input.next();
            }
        }
        if (last.isEmpty()) {
            return null;
        }
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        gaps.forEach((receiver, own) -> receivers.put(receiver, new Receiver(median(own))));
        return new Captured(start, receivers);
    }

    private static boolean isEnough(Map<String, List<Long>> gaps) {
        return !gaps.isEmpty() && gaps.values().stream().allMatch(own -> own.size() >= READINGS_ENOUGH);
    }

    /** To the second, or below ten seconds to a tenth of one: a reading comes some milliseconds early or late. */
    private static @Nullable Duration median(List<Long> gaps) {
        if (gaps.isEmpty()) {
            return null;
        }
        long median = gaps.stream().sorted().toList().get(gaps.size() / 2);
        long unit = Duration.ofMillis(median < Duration.ofSeconds(10).toNanos() * 9 / 10 ? 100 : 1000)
                .toNanos();
        return Duration.ofNanos(Math.max(unit, Math.round((double) median / unit) * unit));
    }
}
