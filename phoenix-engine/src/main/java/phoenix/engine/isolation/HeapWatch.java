package phoenix.engine.isolation;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells when what is alive leaves too little of the heap. An allocation that fails can hit any thread, the baseline's
 * too, so whatever can be spared has to go before. Only what a collection left counts: garbage is no shortage. The pool
 * of long-lived objects is looked at; where the collector has no such pool, nothing is told. Thread-safe.
 */
public final class HeapWatch {
    private static final double SHARE_MAX = 0.8;

    private final List<MemoryPoolMXBean> pools;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private long collectionsSeen = -1;
    private @Nullable String seen;

    private HeapWatch(List<MemoryPoolMXBean> pools) {
        this.pools = pools;
    }

    /** Watches the heap of this process. */
    public static HeapWatch ofThisProcess() {
        return new HeapWatch(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && isForLongLived(pool.getName()))
                .toList());
    }

    private static boolean isForLongLived(String pool) {
        return pool.contains("Tenured") || pool.contains("Old");
    }

    /** What is short, in words; null while there is enough. */
    public synchronized @Nullable String shortage() {
        // Asked many times a second; asking the pools costs much more than asking for the count.
        long collections = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            collections += collector.getCollectionCount();
        }
        if (collections != collectionsSeen) {
            collectionsSeen = collections;
            seen = lookAtPools();
        }
        return seen;
    }

    private @Nullable String lookAtPools() {
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage left = pool.getCollectionUsage();
            if (left != null && left.getMax() > 0 && left.getUsed() > SHARE_MAX * left.getMax()) {
                return String.format(
                        Locale.ROOT,
                        "%d of %d MiB were in use after a garbage collection",
                        left.getUsed() >> 20,
                        left.getMax() >> 20);
            }
        }
        return null;
    }
}
