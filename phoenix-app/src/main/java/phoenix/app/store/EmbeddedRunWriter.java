package phoenix.app.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunUsage;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.WriterStatus;

/**
 * The side of a writer that callers touch: fills batches in memory and hands them to the recorder. There is a fixed number of
 * batches; while all of them wait for the disk, samples are dropped.
 */
final class EmbeddedRunWriter implements RunWriter {
    private final RunFolder folder;
    private final int seriesMax;
    private final StoreTuning tuning;
    private final SeriesTable table;
    private final Extents extents;
    private final RunRecorder recorder;
    private final SerialTasks disk;
    private final Runnable onClosed;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Guards all below. Never held while anything waits for the disk. */
    private final Object lock = new Object();

    private final ArrayDeque<SampleBatch> free = new ArrayDeque<>();
    private int batchesMade;
    private @Nullable SampleBatch batch;
    private long[] lastMillis = new long[256];
    private int seriesEnd;
    private boolean closing;
    private long outOfOrder;
    private long overflow;
    private long failed;
    private long unknownSeries;
    private long refusedSeries;

    EmbeddedRunWriter(
            RunRecorder.Place place, RunFiles files, RunRecorder recorder, SerialTasks disk, Runnable onClosed) {
        this.folder = place.folder();
        this.seriesMax = place.settings().seriesMax();
        this.tuning = place.tuning();
        this.table = files.series();
        this.extents = files.extents();
        this.recorder = recorder;
        this.disk = disk;
        this.onClosed = onClosed;
        for (var entry : table.entries(extents)) {
            know(entry.id());
        }
    }

    private void know(int id) {
        if (id >= lastMillis.length) {
            lastMillis = Arrays.copyOf(lastMillis, Math.max(id + 1, 2 * lastMillis.length));
        }
        lastMillis[id] = extents.lastMillis(id);
        seriesEnd = Math.max(seriesEnd, id + 1);
    }

    @Override
    public String runId() {
        return folder.runId();
    }

    @Override
    public int series(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {
        var known = table.find(variant, origin, identity);
        if (known != null) {
            return known;
        }
        synchronized (lock) {
            // Another thread may have been faster.
            known = table.find(variant, origin, identity);
            if (known != null) {
                return known;
            }
            if (closing || recorder.problem() != null || table.size() >= seriesMax || !SeriesTable.fits(identity)) {
                refusedSeries++;
                return REFUSED;
            }
            var entry = table.add(variant, origin, identity);
            know(entry.id());
            recorder.announce(entry);
            return entry.id();
        }
    }

    @Override
    public boolean append(int series, long timeMillis, double value) {
        synchronized (lock) {
            if (closing || recorder.problem() != null) {
                failed++;
                return false;
            }
            if (series < 0 || series >= seriesEnd) {
                unknownSeries++;
                return false;
            }
            // The end of time is kept free: a window that ends there includes everything.
            if (timeMillis <= lastMillis[series] || timeMillis == Long.MAX_VALUE) {
                outOfOrder++;
                return false;
            }
            var target = batch != null ? batch : takeBatch();
            if (target == null) {
                overflow++;
                return false;
            }
            lastMillis[series] = timeMillis;
            target.add(series, timeMillis, value);
            if (target.isFull()) {
                submitBatch();
            }
            return true;
        }
    }

    private @Nullable SampleBatch takeBatch() {
        batch = free.poll();
        if (batch == null && batchesMade < tuning.batches()) {
            batchesMade++;
            batch = new SampleBatch(tuning.batchSamples());
        }
        return batch;
    }

    private void submitBatch() {
        var full = batch;
        if (full == null || full.size == 0) {
            return;
        }
        batch = null;
        disk.submit(() -> {
            recorder.write(full);
            synchronized (lock) {
                full.clear();
                free.push(full);
            }
        });
    }

    @Override
    public void commit() {
        synchronized (lock) {
            submitBatch();
        }
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        commit();
        var done = new CompletableFuture<Void>();
        disk.submit(() -> {
            recorder.flushSeries();
            done.complete(null);
        });
        try {
            done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return recorder.problem() == null;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public WriterStatus status() {
        var usage = new RunUsage(table.size(), extents.total(), recorder.state().bytes());
        synchronized (lock) {
            var drops = new WriterStatus.Drops(
                    outOfOrder, overflow, failed + recorder.failedSamples(), unknownSeries, refusedSeries);
            var problem = recorder.problem();
            return new WriterStatus(
                    recorder.writtenSamples(),
                    drops,
                    usage,
                    problem == null && closing ? Problems.closed(folder.runId()) : problem);
        }
    }

    @Override
    public RunReader reader() {
        return new EmbeddedRunReader(folder, this::snapshot);
    }

    private RunSnapshot snapshot() {
        // The state first: whatever it holds, its series are in the table.
        var state = recorder.state();
        return new RunSnapshot(
                table.entries(extents), state.segments(), state.head(), recorder.damaged(), state.bytes());
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (!closing) {
                submitBatch();
                closing = true;
                disk.submit(() -> {
                    try {
                        recorder.close();
                    } finally {
                        onClosed.run();
                        closed.complete(null);
                    }
                });
            }
        }
        closed.join();
    }
}
