package phoenix.app.loadgen;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a load: {@code --output json} in these names.
 *
 * @param scheduledPoints what should have been sent; 0 without a rate
 * @param rejectedPoints refused by the server, as a whole or in part
 * @param failedPoints without an answer
 * @param behindSecondsMax by how much the latest request began after it was due
 * @param notAccepted points by what the server said, or what went wrong
 */
record OtlpSummary(
        String endpoint,
        String profile,
        double seconds,
        long requests,
        long scheduledPoints,
        long sentPoints,
        long acceptedPoints,
        long rejectedPoints,
        long failedPoints,
        double pointsPerSecond,
        double behindSecondsMax,
        Latency latencyMillis,
        Map<String, Long> notAccepted) {

    /** Percentiles of the time from when a request was due to its answer, in milliseconds. */
    record Latency(double p50, double p90, double p99, double p999) {}

    static OtlpSummary of(OtlpLoad load, String endpoint, LoadProfile profile) {
        OtlpCounts counts = load.counts();
        double seconds = load.elapsed().toNanos() / 1e9;
        return new OtlpSummary(
                endpoint,
                profile.toString(),
                seconds,
                counts.requests.sum(),
                load.scheduledPoints(),
                counts.sentPoints.sum(),
                counts.acceptedPoints.sum(),
                counts.rejectedPoints.sum(),
                counts.failedPoints.sum(),
                counts.sentPoints.sum() / seconds,
                counts.behindNanosMax.get() / 1e9,
                new Latency(
                        millis(counts.latency, 0.5),
                        millis(counts.latency, 0.9),
                        millis(counts.latency, 0.99),
                        millis(counts.latency, 0.999)),
                counts.reasons());
    }

    /** As at the end of the schedule, which the requests under way then may outlive. */
    OtlpSummary withSeconds(double atTheEnd, long scheduled) {
        return new OtlpSummary(
                endpoint,
                profile,
                atTheEnd,
                requests,
                scheduled,
                sentPoints,
                acceptedPoints,
                rejectedPoints,
                failedPoints,
                sentPoints / atTheEnd,
                behindSecondsMax,
                latencyMillis,
                notAccepted);
    }

    private static double millis(LatencyHistogram latency, double part) {
        return Math.round(latency.percentile(part) / 1e3) / 1e3;
    }

    static String progress(OtlpLoad load, Duration duration) {
        OtlpCounts counts = load.counts();
        long sent = counts.sentPoints.sum();
        return String.format(
                Locale.ROOT,
                "%d of %d s: %,d points sent, %,d accepted, %,d rejected, %,d failed%s",
                load.elapsed().toSeconds(),
                duration.toSeconds(),
                sent,
                counts.acceptedPoints.sum(),
                counts.rejectedPoints.sum(),
                counts.failedPoints.sum(),
                behind(load.scheduledPoints(), sent));
    }

    private static String behind(long scheduled, long sent) {
        long missing = scheduled - sent;
        // A request or two are always on their way.
        return missing > scheduled / 100 ? String.format(Locale.ROOT, "; %,d behind the schedule", missing) : "";
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d points sent in %,d requests in %.1f s (%,.0f per second): %,d accepted, %,d rejected, %,d"
                        + " failed%n",
                sentPoints,
                requests,
                seconds,
                pointsPerSecond,
                acceptedPoints,
                rejectedPoints,
                failedPoints));
        if (scheduledPoints > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "schedule: %,d points%s; a request was %.3f s late at most%n",
                    scheduledPoints,
                    behind(scheduledPoints, sentPoints).replace(";", ","),
                    behindSecondsMax));
        }
        text.append(String.format(
                Locale.ROOT,
                "latency: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms%n",
                latencyMillis.p50(),
                latencyMillis.p90(),
                latencyMillis.p99(),
                latencyMillis.p999()));
        notAccepted.forEach((reason, points) ->
                text.append(String.format(Locale.ROOT, "not accepted: %,d points: %s%n", points, reason)));
        return text.toString();
    }
}
