package phoenix.engine.component;

import java.time.Duration;

/** The settings of a receiver that reads at intervals. */
public interface Periodic {
    /** The field that holds the interval, in every receiver of this kind. */
    String INTERVAL_FIELD = "collection_interval";

    /** The time between two readings; more than zero. */
    Duration collectionInterval();

    /**
     * Whether a reading tells what was since the one before, as a utilization does. Such a reading is another one at
     * another interval; all others are the same however often one reads.
     */
    boolean comparesReadings();
}
