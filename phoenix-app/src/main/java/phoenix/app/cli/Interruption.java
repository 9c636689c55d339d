package phoenix.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as something that a command looks at, so that it can end in its own way. Between the signal and
 * {@link #close} the process waits for the command, for a limited time; its exit status is then that of the signal (130 for
 * Ctrl-C).
 */
public final class Interruption implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Interruption.class.getName());

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Duration grace) {
        this.hook = Thread.ofPlatform().name("interrupt").unstarted(() -> interrupt(grace));
    }

    /**
     * From now on until {@link #close}.
     *
     * @param grace how long the command may take to end
     */
    public static Interruption listen(Duration grace) {
        Interruption interruption = new Interruption(grace);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt(Duration grace) {
        asked.countDown();
        try {
            if (!ended.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(System.Logger.Level.ERROR, "the command did not end within " + grace.toSeconds() + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal, and no longer than {@code limit}; true when it has come. */
    public boolean await(Duration limit) throws InterruptedException {
        return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the signal has come. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The command has ended and said all that it has to say. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending already: the hook is what waits for us
        }
    }
}
