package phoenix.engine.ottl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What running statements need of their component: its clock, and a place for errors. Counts the evaluation errors of one component and logs the 1st, 10th, 100th and so on: data of the wrong kind comes
 * with every batch, and a log line for each would be worse than the error. Thread-safe.
 */
public final class EvalEnvironment {
    private static final Logger LOG = System.getLogger(EvalEnvironment.class.getName());

    private final String component;
    private final AtomicLong count;
    private final InstantSource clock;
    private final BooleanSupplier abandoned;

    /** @param count where the errors are counted */
    public EvalEnvironment(String component, AtomicLong count, InstantSource clock) {
        this(component, count, clock, () -> false);
    }

    /**
     * With a way out of long work.
     *
     * @param count where the errors are counted
     * @param abandoned whether nobody wants the result any more; see {@link #endIfAbandoned}
     */
    public EvalEnvironment(String component, AtomicLong count, InstantSource clock, BooleanSupplier abandoned) {
        this.abandoned = abandoned;
        this.component = component;
        this.count = count;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Ends work that was given up: a thread that only computes would not notice its interruption. */
    void endIfAbandoned() {
        if (abandoned.getAsBoolean()) {
            throw new CancellationException(component + " was stopped while it worked on a batch");
        }
    }

    void ignored(String statement, EvalException error) {
        long n = count.incrementAndGet();
        if (isPowerOfTen(n)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: failed to execute \"{1}\": {2} (error {3} of this component, ignored)",
                    component,
                    statement,
                    error.getMessage(),
                    n);
        }
    }

    void silenced() {
        count.incrementAndGet();
    }

    private static boolean isPowerOfTen(long n) {
        long power = 1;
        while (power < n) {
            power *= 10;
        }
        return power == n;
    }
}
