package phoenix.experiment.store;

import java.util.List;

/**
 * Holds the samples of both variants while an experiment runs, by run. Implementations are safe for several threads. The
 * tests that each must pass are {@code ComparisonStoreContract}.
 */
public interface ComparisonStore {
    /** A reader of one run, or no data where the store has no such run. */
    Answer<RunReader> open(String runId);

    /** The runs in this store by id, in order of id; an empty list is an answer. */
    Answer<List<String>> runs();

    /**
     * Deletes all samples of a run and verifies that they are gone. Idempotent, and completed by {@link #sweep} if the process
     * dies in the middle. A run that is being written is refused.
     */
    Deletion delete(String runId);

    /** Completes deletions that were interrupted and deletes every run past its retention that nobody is writing. */
    Answer<List<Swept>> sweep();

    /** A run that {@link #sweep} took up, and what became of it. */
    record Swept(String runId, Deletion deletion) {}
}
