package phoenix.engine.component;

import java.time.Duration;

/** The settings of a receiver that reads at intervals. */
public interface Periodic {
    /** The time between two readings; more than zero. */
    Duration collectionInterval();
}
