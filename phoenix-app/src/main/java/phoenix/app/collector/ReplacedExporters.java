package phoenix.app.collector;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.Exporter;

/**
 * Exporters of earlier configurations that still send what they took, with all the attempts that their own settings give
 * them. The Collector drops what an exporter holds at a reload when the backend does not take it at once.
 *
 * <p>Together they hold a quarter of the heap at most: beyond that the oldest makes its last attempts. For one thread.
 */
final class ReplacedExporters {
    private static final System.Logger LOG = System.getLogger(ReplacedExporters.class.getName());
    private static final int HEAP_SHARE = 4;
    /** For the last attempts of one that has to make room. */
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(5);

    private final long bytesMax;
    private final Deque<Sending> sending = new ArrayDeque<>();

    private static final class Sending {
        final ComponentId id;
        final Exporter exporter;
        final Thread thread;
        volatile Duration grace = LAST_ATTEMPTS;

        Sending(ComponentId id, Exporter exporter) {
            this.id = id;
            this.exporter = exporter;
            this.thread = Thread.ofPlatform().daemon().name("replaced " + id).unstarted(this::send);
        }

        private void send() {
            try {
                exporter.finish();
            } catch (InterruptedException _) {
                LOG.log(System.Logger.Level.DEBUG, "{0}, which was replaced, has to end", id);
            }
            exporter.shutdown(grace);
        }

        void end(Duration within) {
            grace = within;
            thread.interrupt();
        }
    }

    ReplacedExporters() {
        this(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    private ReplacedExporters(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes over an exporter that gets no more metrics, and closes it when it has sent all. */
    void add(ComponentId id, Exporter exporter) {
        sending.removeIf(one -> !one.thread.isAlive());
        Sending added = new Sending(id, exporter);
        sending.addLast(added);
        added.thread.start();
        long heldBytes =
                sending.stream().mapToLong(one -> one.exporter.heldBytes()).sum();
        while (heldBytes > bytesMax && sending.size() > 1) {
            Sending oldest = sending.removeFirst();
            heldBytes -= oldest.exporter.heldBytes();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: exporters that were replaced hold more than {1} MiB; what the oldest cannot send now is lost",
                    oldest.id,
                    bytesMax >> 20);
            oldest.end(LAST_ATTEMPTS);
        }
    }

    /** One more attempt for all that is left, as at every end of the collector. */
    void close(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        sending.forEach(one -> one.end(grace));
        try {
            for (Sending one : sending) {
                if (!one.thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}, which was replaced, has not sent all it holds; the rest is lost",
                            one.id);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sending.clear();
    }
}
