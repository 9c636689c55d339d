package phoenix.engine.exporter.sending;

import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Outcome;

/** A batch that the queue has taken in, and what became of its points. Guarded by the lock of the queue. */
final class Admission {
    /** What it counts against the capacity of the queue until all its points are dealt with. */
    final long units;

    private final int points;
    private final long estimatedBytes;
    private int pointsUnassigned;
    private long bytesUnassigned;
    private int pointsLeft;
    private Outcome outcome = Outcome.ACCEPTED;

    private final @Nullable Runnable whenSettled;

    Admission(int points, long units, long estimatedBytes) {
        this(points, units, estimatedBytes, null);
    }

    /** @param whenSettled to be told when all its points are dealt with; under the lock of the queue */
    Admission(int points, long units, long estimatedBytes, @Nullable Runnable whenSettled) {
        this.whenSettled = whenSettled;
        this.points = points;
        this.units = units;
        this.estimatedBytes = estimatedBytes;
        this.pointsUnassigned = points;
        this.bytesUnassigned = estimatedBytes;
        this.pointsLeft = points;
    }

    /** Notes the fate of some of its points; true when these were the last. */
    boolean settle(int settledPoints, Outcome outcomeOfPoints) {
        pointsLeft -= settledPoints;
        outcome = Outcome.combine(outcome, outcomeOfPoints);
        if (isSettled() && whenSettled != null) {
            whenSettled.run();
        }
        return isSettled();
    }

    boolean isSettled() {
        return pointsLeft == 0;
    }

    Outcome outcome() {
        return outcome;
    }

    /** The part of the estimate that some of its points have. */
    long estimatedBytes(int ofPoints) {
        return ofPoints == points ? estimatedBytes : estimatedBytes * ofPoints / points;
    }

    /** Gives part of the estimate to a request for good; the parts add up to the whole. */
    long assignBytes(int toPoints) {
        pointsUnassigned -= toPoints;
        long bytes = pointsUnassigned == 0 ? bytesUnassigned : estimatedBytes(toPoints);
        bytesUnassigned -= bytes;
        return bytes;
    }
}
