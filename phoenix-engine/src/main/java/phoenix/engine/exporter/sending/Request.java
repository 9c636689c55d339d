package phoenix.engine.exporter.sending;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;

/** What is sent as one payload: a whole batch, or parts of several. Guarded by the lock of the queue. */
final class Request {
    /** Where a request stands; it only ever moves on. */
    enum State {
        WAITING,
        /** A thread encodes it. */
        PACKING,
        PACKED,
        /** Being sent, or between two attempts: holds one of the places of {@code num_consumers}. */
        IN_FLIGHT,
        DONE
    }

    /** How many points of an admission are in the request. */
    record Share(Admission admission, int points) {}

    final List<Share> shares;
    final int points;
    final Backoff backoff;
    State state = State.WAITING;
    /** Set from {@link State#PACKED} on. */
    @Nullable
    Payload payload;
    /** What it counts against the limit on memory. */
    long bytes;
    /** The timer of the next attempt, between two attempts. */
    Scheduler.@Nullable Task retry;

    Request(List<Slice> slices, Backoff backoff) {
        this.shares = slices.stream()
                .map(slice -> new Share(slice.admission(), slice.points()))
                .toList();
        this.points = shares.stream().mapToInt(Share::points).sum();
        this.bytes = slices.stream()
                .mapToLong(slice -> slice.admission().assignBytes(slice.points()))
                .sum();
        this.backoff = backoff;
    }

    static MetricBatch merge(List<Slice> slices) {
        Slice first = slices.getFirst();
        if (slices.size() == 1 && first.isWholeBatch()) {
            return first.batch();
        }
        BatchBuilder merged =
                new BatchBuilder(slices.stream().mapToInt(Slice::points).sum());
        for (Slice part : slices) {
            if (part.isWholeBatch()) {
                merged.append(part.batch());
            } else {
                merged.slice(part.batch(), part.from(), part.to());
            }
        }
        return merged.build();
    }
}
