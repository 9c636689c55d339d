package phoenix.engine.exporter.sending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts admitted batches together into requests of at least {@code min_size} and at most {@code max_size}. Guarded by
 * the lock of the queue; decides by sizes alone and copies no data.
 */
final class RequestFormer {
    private final BatchSettings settings;
    private final Sizer sizer;
    private final ArrayDeque<Slice> pending = new ArrayDeque<>();
    private long pendingSize;

    RequestFormer(BatchSettings settings, Sizer queueSizer) {
        this.settings = settings;
        Sizer own = settings.sizer() == null ? queueSizer : settings.sizer();
        this.sizer = own == Sizer.REQUESTS ? Sizer.ITEMS : own;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void add(Slice slice) {
        pending.addLast(slice);
        pendingSize += size(slice);
    }

    /** Takes out the slices of one request if there is enough for it, or if all shall go; else an empty list. */
    List<Slice> next(boolean all) {
        if (pending.isEmpty() || (!all && pendingSize < settings.minSize() && !isOverMax())) {
            return List.of();
        }
        List<Slice> taken = new ArrayList<>();
        long room = settings.maxSize() > 0 ? settings.maxSize() : Long.MAX_VALUE;
        while (!pending.isEmpty() && room > 0) {
            Slice slice = pending.removeFirst();
            long size = size(slice);
            pendingSize -= size;
            int fitting = size <= room ? slice.points() : fittingPoints(slice, size, room, taken.isEmpty());
            if (fitting > 0) {
                taken.add(slice.first(fitting));
            }
            if (fitting < slice.points()) {
                Slice rest = slice.without(fitting);
                pending.addFirst(rest);
                pendingSize += size(rest);
                break;
            }
            room -= size;
        }
        return taken;
    }

    private boolean isOverMax() {
        return settings.maxSize() > 0 && pendingSize >= settings.maxSize();
    }

    /** A single point larger than the limit still goes: it cannot be cut. */
    private static int fittingPoints(Slice slice, long size, long room, boolean isFirst) {
        int fitting = (int) (slice.points() * room / size);
        return isFirst ? Math.max(1, fitting) : fitting;
    }

    private long size(Slice slice) {
        return sizer == Sizer.BYTES ? slice.estimatedBytes() : slice.points();
    }
}
