package phoenix.app.loadgen;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends prepared requests by a schedule: each is due at a time that does not depend on how long the ones before took. What
 * the other side cannot take in time is late, and its latency counts from when it was due.
 */
final class OtlpLoad {
    private static final long WAIT_NANOS_MAX = 100_000_000;
    /** After a request that got no answer, unless the schedule has a longer wait. */
    private static final long FAILURE_NANOS = 100_000_000;

    private final OtlpSending sending;
    private final InstantSource clock;
    private final Settings settings;
    private final OtlpCounts counts = new OtlpCounts();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private long beginNanos;
    private long beginUnixNano;

    /**
     * What to send.
     *
     * @param pointsPerSecond over all connections; 0 is as fast as the other side takes it
     * @param connections as many requests are under way at once, at most
     */
    record Settings(double pointsPerSecond, int connections, Duration duration, boolean churns) {}

    OtlpLoad(OtlpSending sending, InstantSource clock, Settings settings) {
        this.sending = sending;
        this.clock = clock;
        this.settings = settings;
    }

    /** Begins to send; at least as many templates as connections. */
    void start(List<RequestTemplate> templates) {
        beginNanos = System.nanoTime();
        beginUnixNano = clock.millis() * 1_000_000;
        for (int c = 0; c < settings.connections(); c++) {
            List<RequestTemplate> own = new ArrayList<>();
            for (int t = c; t < templates.size(); t += settings.connections()) {
                own.add(templates.get(t));
            }
            threads.add(Thread.ofPlatform().daemon().name("load-" + c).start(() -> send(own)));
        }
    }

    private void send(List<RequestTemplate> templates) {
        double nanosPerPoint =
                settings.pointsPerSecond() == 0 ? 0 : 1e9 * settings.connections() / settings.pointsPerSecond();
        long end = beginNanos + settings.duration().toNanos();
        long beforeUnixNano = beginUnixNano;
        long points = 0;
        while (true) {
            long roundUnixNano = beforeUnixNano;
            for (RequestTemplate template : templates) {
                long due = nanosPerPoint == 0 ? System.nanoTime() : beginNanos + (long) (points * nanosPerPoint);
                if (!await(due, end)) {
                    return;
                }
                long now = System.nanoTime();
                counts.behindNanosMax.accumulateAndGet(now - due, Math::max);
                roundUnixNano = beginUnixNano + (now - beginNanos);
                template.advance(roundUnixNano, beforeUnixNano, settings.churns());
                OtlpSending.Answer answer = sending.send(template.bytes());
                counts.latency.record(System.nanoTime() - due);
                counts.count(answer, template.points());
                points += template.points();
                if (answer instanceof OtlpSending.Answer.Failed) {
                    await(System.nanoTime() + FAILURE_NANOS, end);
                }
            }
            beforeUnixNano = roundUnixNano;
        }
    }

    /** Waits until then; false when the load is over before. */
    private boolean await(long nanos, long end) {
        while (!stopped) {
            long now = System.nanoTime();
            if (now >= end || nanos >= end) {
                return false;
            }
            if (now >= nanos) {
                return true;
            }
            LockSupport.parkNanos(Math.min(nanos - now, WAIT_NANOS_MAX));
        }
        return false;
    }

    OtlpCounts counts() {
        return counts;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    boolean isOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** What should have been sent by now, or by the end. */
    long scheduledPoints() {
        Duration elapsed = elapsed().compareTo(settings.duration()) > 0 ? settings.duration() : elapsed();
        return (long) (settings.pointsPerSecond() * elapsed.toNanos() / 1e9);
    }

    /** No more requests; waits for those under way. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(OtlpSending.TIMEOUT.plusSeconds(1));
        }
    }
}
