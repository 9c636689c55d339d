package phoenix.app.store;

import java.io.IOException;
import java.util.List;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.TimeWindow;

/**
 * A run at one moment.
 *
 * @param damaged spans of time of which something was lost outside the segments
 * @param bytes size of all files
 */
record RunSnapshot(
        List<SeriesEntry> series, List<Segment> segments, Head.View head, List<TimeWindow> damaged, long bytes) {

    /** Where snapshots come from: a writer of this process, or the files. */
    interface Source {
        RunSnapshot snapshot() throws IOException, ProblemException;
    }
}
