package phoenix.experiment.store;

import java.time.Duration;
import phoenix.experiment.Variant;

/**
 * Writes the samples of one run. Safe for several threads.
 *
 * <p>No call but {@link #flush} and {@link #close} ever waits for the disk: what cannot be taken is dropped and counted in
 * {@link #status}. Nothing is allocated per sample.
 */
public interface RunWriter extends AutoCloseable {
    /** What {@link #series} returns for a series that is not taken; {@link #append} drops its samples. */
    int REFUSED = -1;

    String runId();

    /**
     * The id of a series of a variant, the same for an equal identity, new on its first use.
     *
     * @return the id, or {@link #REFUSED} over the limit of series or when the store has failed
     */
    int series(Variant variant, SeriesOrigin origin, SeriesIdentity identity);

    /** The id of a series that came through the variant's pipelines. */
    default int series(Variant variant, SeriesIdentity identity) {
        return series(variant, SeriesOrigin.PIPELINE, identity);
    }

    /**
     * Takes a sample. It is readable and safe from {@code kill -9} soon after the next {@link #commit}.
     *
     * @param series an id from {@link #series}
     * @param timeMillis since the epoch; one that is not after the series' last is dropped, as Prometheus does
     * @param value any, kept bit for bit
     * @return false if the sample was dropped
     */
    boolean append(int series, long timeMillis, double value);

    /** Hands what was appended so far, by all threads, to the disk. Called after each collection. */
    void commit();

    /**
     * Commits, and waits until it is on its way to the disk and readable.
     *
     * @return false if that took longer than the timeout, or the store has failed
     */
    boolean flush(Duration timeout) throws InterruptedException;

    WriterStatus status();

    /** The reader of this run: sees what was committed. */
    RunReader reader();

    /** Commits, brings the files into their final form, and lets the run go. Idempotent; reports failure in {@link #status}. */
    @Override
    void close();
}
