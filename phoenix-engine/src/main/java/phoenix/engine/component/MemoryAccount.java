package phoenix.engine.component;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one graph holds of the data that goes through it: batches on their way, queues, remembered streams; in bytes,
 * estimated. Each graph has an account of its own, so that a variant that fills its queues is stopped by its own
 * memory limiter and never by that of the other one. Thread-safe.
 */
public final class MemoryAccount {
    private final AtomicLong heldBytes = new AtomicLong();
    private final @Nullable MemoryAccount outliving;

    public MemoryAccount() {
        this(null);
    }

    private MemoryAccount(@Nullable MemoryAccount outliving) {
        this.outliving = outliving;
    }

    /** The account of a graph whose exporters have this one, because they may go on when the graph has ended. */
    public MemoryAccount ofGraph() {
        return new MemoryAccount(this);
    }

    /** All that is held now; for a graph with what its exporters hold. */
    public long heldBytes() {
        return heldBytes.get() + (outliving == null ? 0 : outliving.heldBytes());
    }

    /** Adds to what is held; negative when it is let go. */
    public void add(long bytes) {
        heldBytes.addAndGet(bytes);
    }

    /** A new entry, at 0, for one that knows how much it holds and not by how much that has changed. */
    public Entry entry() {
        return new Entry();
    }

    /** One holder's part. Not thread-safe: guarded by what guards the holder's own count. */
    public final class Entry {
        private long bytes;

        private Entry() {}

        public void set(long held) {
            add(held - bytes);
            bytes = held;
        }
    }
}
