package phoenix.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. Safe for use by several threads. */
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    private TestClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    public static TestClock startingAt(Instant start) {
        return new TestClock(start);
    }

    /**
     * A clock that starts at a written time.
     *
     * @param start for example {@code 2026-01-31T10:00:00Z}
     */
    public static TestClock startingAt(String start) {
        return new TestClock(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock by {@code step}, which may be negative as a real clock's may, and gives the new time. */
    public Instant advance(Duration step) {
        return now.updateAndGet(t -> t.plus(step));
    }

    /** Jumps, forwards or backwards. */
    public void set(Instant time) {
        now.set(time);
    }
}
