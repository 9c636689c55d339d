package phoenix.app.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.EmbeddedRuntime;
import phoenix.engine.isolation.HeapWatch;
import phoenix.experiment.Variant;

/**
 * Looks after the limits of a run: the candidate's budget, the memory that all share, the number of series. Where one is
 * reached the candidate goes first, before anything could happen to the baseline. {@link #check} is for the watchdog,
 * {@link #ending} for the run's own thread.
 */
final class RunWatch {
    /** The candidate is to blame for what is full if it has so many times the baseline's series. */
    private static final int BLAME_FACTOR = 2;

    private static final String MORE_MEMORY =
            ". Give Phoenix more memory (PHOENIX_JAVA_OPTS=-Xmx512m), or make the experiment shorter";

    private final EmbeddedRuntime runtime;
    private final ComparisonRecorder recorder;
    private final HeapWatch heap;
    private final AtomicReference<@Nullable Ending> full = new AtomicReference<>();

    RunWatch(EmbeddedRuntime runtime, ComparisonRecorder recorder, HeapWatch heap) {
        this.runtime = runtime;
        this.recorder = recorder;
        this.heap = heap;
    }

    /** To be called every {@link phoenix.engine.isolation.Guard#CHECK_MILLIS} ms. */
    void check() {
        String shortage = null;
        try {
            runtime.checkBudgets();
            shortage = full.get() == null ? shortage() : null;
        } catch (OutOfMemoryError e) { // a watch must outlive what it watches for
            shortage = "memory ran out: " + e.getMessage();
        }
        if (shortage != null && full.compareAndSet(null, blame(shortage))) {
            runtime.stopCandidate(shortage);
        }
    }

    private @Nullable String shortage() {
        if (recorder.seriesOverflow()) {
            return "there are more series than the comparison can hold" + counts();
        }
        String memory = heap.shortage();
        return memory == null ? null : "memory ran short (" + memory + ")" + counts();
    }

    private String counts() {
        return StatusText.count(recorder.series(Variant.CANDIDATE), ": the candidate has made %s series, ")
                + recorder.mostSeries(Variant.CANDIDATE)
                + StatusText.count(recorder.series(Variant.BASELINE), "; the baseline has made %s");
    }

    private Ending blame(String shortage) {
        boolean candidate = recorder.series(Variant.CANDIDATE) > BLAME_FACTOR * recorder.series(Variant.BASELINE);
        return candidate ? Ending.candidate(shortage) : Ending.comparison(shortage + MORE_MEMORY);
    }

    /** What ends the run now; {@link Ending#NONE} while nothing does. */
    Ending ending(@Nullable String storeProblem) {
        Ending ofLimits = full.get();
        if (ofLimits != null) {
            return ofLimits;
        }
        String candidate = runtime.candidateStopped();
        if (candidate != null) {
            return Ending.candidate(candidate);
        }
        String failed = runtime.comparisonFailed();
        if (failed != null) {
            return Ending.comparison("the comparison failed: " + failed);
        }
        return storeProblem == null ? Ending.NONE : Ending.comparison("the comparison store failed: " + storeProblem);
    }
}
