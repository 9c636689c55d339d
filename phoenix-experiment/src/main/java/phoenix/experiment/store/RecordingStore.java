package phoenix.experiment.store;

/** A comparison store that takes samples from this process. */
public interface RecordingStore extends ComparisonStore {
    /**
     * Starts to write a run, or goes on with it after a restart. At most one writer per run exists at a time, over all
     * processes; different runs do not disturb each other.
     *
     * @return {@link Answer.Unavailable} with the reason and the way out if it cannot be written; never {@link Answer.NoData}
     */
    Answer<RunWriter> record(RecordingSettings settings);
}
