package phoenix.app.loadgen;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of the points of a load. Thread-safe. */
final class OtlpCounts {
    private static final int REASONS_MAX = 20;
    private static final int REASON_CHARS_MAX = 300;

    final LongAdder requests = new LongAdder();
    final LongAdder sentPoints = new LongAdder();
    final LongAdder acceptedPoints = new LongAdder();
    final LongAdder rejectedPoints = new LongAdder();
    final LongAdder failedPoints = new LongAdder();
    final LatencyHistogram latency = new LatencyHistogram();
    final AtomicLong behindNanosMax = new AtomicLong();
    private final Map<String, Long> reasons = new ConcurrentHashMap<>();

    void count(OtlpSending.Answer answer, int points) {
        requests.increment();
        sentPoints.add(points);
        switch (answer) {
            case OtlpSending.Answer.Taken(long rejected, String message) -> {
                long not = Math.clamp(rejected, 0, points);
                acceptedPoints.add(points - not);
                rejectedPoints.add(not);
                if (not > 0) {
                    reason("partial success: " + message, not);
                }
            }
            case OtlpSending.Answer.Refused(String reason) -> {
                rejectedPoints.add(points);
                reason(reason, points);
            }
            case OtlpSending.Answer.Failed(String reason) -> {
                failedPoints.add(points);
                reason(reason, points);
            }
        }
    }

    private void reason(String reason, long points) {
        String cut = reason.length() > REASON_CHARS_MAX ? reason.substring(0, REASON_CHARS_MAX) : reason;
        String printable = cut.replaceAll("\\p{Cntrl}", " ");
        reasons.merge(
                reasons.size() < REASONS_MAX || reasons.containsKey(printable) ? printable : "others",
                points,
                Long::sum);
    }

    /** Points that were not accepted, by what the other side said or what went wrong. */
    Map<String, Long> reasons() {
        return new TreeMap<>(reasons);
    }
}
