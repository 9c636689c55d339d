package phoenix.engine.exporter.sending;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Scheduler;
import phoenix.engine.exporter.sending.Request.State;
import phoenix.metrics.MetricBatch;

/**
 * The bounded queue in front of a sender, with batching, retries and counts as in the Collector's exporterhelper.
 *
 * <p>{@link #consume} only puts a batch in. Threads, made when there is work and ended when there is none, encode and
 * send. A request between two attempts holds one of the {@code num_consumers} places as in the Collector, but no
 * thread, and requests that wait are kept compressed: an endpoint that is away costs little memory.
 *
 * <p>Difference from the Collector: besides the capacity there is a limit on bytes in memory (see {@link
 * SendingSettings#queueBytesMax}). Thread-safe.
 */
public final class SendingQueue implements MetricConsumer {
    private static final System.Logger LOG = System.getLogger(SendingQueue.class.getName());
    private static final long IDLE_NANOS = Duration.ofSeconds(60).toNanos();

    private final ComponentContext context;
    private final SendingSettings settings;
    private final Packer packer;
    private final Sender sender;
    private final RandomGenerator random;
    private final SendingTelemetry telemetry;
    private final SparseLog overflowLog;
    private final SparseLog dropLog;
    private final @Nullable RequestFormer former;
    /** Told when there may be room, for a queue whose requests come from the disk and stay there until they are sent. */
    private final @Nullable Runnable feeder;
    /** Whether the user gave a size in bytes, which is then kept to exactly. */
    private final boolean countsBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workArrived = lock.newCondition();
    /** Room in the queue, a settled batch, the end of the last request. */
    private final Condition progress = lock.newCondition();

    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final ArrayDeque<Packing> unpacked = new ArrayDeque<>();
    private final ArrayDeque<Request> retryNow = new ArrayDeque<>();
    private final Set<Request> inFlight = new HashSet<>();
    private Scheduler.@Nullable Task flush;
    private long usedUnits;
    private long usedBytes;
    private int threads;
    private int idleThreads;
    /** Threads that encode ahead of time because nothing may be sent now: one at most. */
    private int packingOnly;

    /** Whether what comes from the disk is to go at once. */
    private boolean draining;

    private boolean stopping;
    private boolean stopped;
    private long stopNanos;

    /** A request and the data that it is to be packed from, which is let go once it is. */
    private record Packing(Request request, List<Slice> slices) {}

    /** What a thread is to do next: encode if there is something to encode, then send if that is wanted. */
    private record Work(@Nullable Packing packing, @Nullable Request send) {}

    public SendingQueue(ComponentContext context, SendingSettings settings, Packer packer, Sender sender) {
        this(context, settings, packer, sender, null);
    }

    /** @param feeder for a queue that {@link #feed} fills; it is called under the lock and must only take a note */
    SendingQueue(
            ComponentContext context,
            SendingSettings settings,
            Packer packer,
            Sender sender,
            @Nullable Runnable feeder) {
        this.feeder = feeder;
        this.context = context;
        this.settings = settings;
        this.packer = packer;
        this.sender = sender;
        this.random = new Jitter(context);
        this.telemetry =
                new SendingTelemetry(context.telemetry(), !settings.queue().equals(QueueSettings.SYNCHRONOUS));
        this.overflowLog = new SparseLog(LOG, context.scheduler()::nanoTime);
        this.dropLog = new SparseLog(LOG, context.scheduler()::nanoTime);
        this.former = settings.queue()
                .batch()
                .map(batch -> new RequestFormer(batch, settings.queue().sizer()))
                .orElse(null);
        this.countsBytes = settings.queue().sizer() == Sizer.BYTES
                || settings.queue().batch().map(BatchSettings::sizer).orElse(null) == Sizer.BYTES;
        telemetry.queueCapacity.set(settings.queue().queueSize());
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        int points = batch.pointCount();
        if (points == 0) {
            return Outcome.ACCEPTED;
        }
        long estimatedBytes = countsBytes ? packer.sizeBytes(batch) : BatchSize.estimateBytes(batch);
        long units = switch (settings.queue().sizer()) {
            case REQUESTS -> 1;
            case ITEMS -> points;
            case BYTES -> estimatedBytes;
        };
        Admission admission = new Admission(points, units, estimatedBytes);
        if (telemetry.isDetailed()) {
            telemetry.enqueued(points, packer.sizeBytes(batch));
        }
        lock.lock();
        try {
            String refusal = awaitRoom(units, estimatedBytes);
            if (refusal != null) {
                telemetry.enqueueFailedPoints.addAndGet(points);
                noteUnlessKnown(refusal);
                overflowLog.warn(context.id() + ": " + points + " points dropped: " + refusal);
                return units > settings.queue().queueSize() ? Outcome.permanent(refusal) : Outcome.retryable(refusal);
            }
            admit(new Slice(admission, batch, 0, points));
            return settings.queue().waitForResult() ? awaitResult(admission) : Outcome.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    /** Returns null once there is room, else why there is none. */
    private @Nullable String awaitRoom(long units, long bytes) {
        while (true) {
            if (stopping) {
                return "the exporter is shutting down";
            }
            String full = fullness(units, bytes);
            boolean neverFits = units > settings.queue().queueSize();
            if (full == null || neverFits || !settings.queue().blockOnOverflow()) {
                return full;
            }
            progress.awaitUninterruptibly();
        }
    }

    private @Nullable String fullness(long units, long bytes) {
        long capacity = settings.queue().queueSize();
        if (usedUnits + units > capacity) {
            return "the sending queue is full (queue_size " + capacity + ")";
        }
        // One batch always gets in: the limit bounds the queue, not the batches.
        if (usedBytes > 0 && usedBytes + bytes > settings.queueBytesMax()) {
            return "the sending queue holds " + (usedBytes >> 20) + " MiB, its limit of memory in this process";
        }
        return null;
    }

    private Outcome awaitResult(Admission admission) {
        while (!admission.isSettled()) {
            progress.awaitUninterruptibly();
        }
        return admission.outcome();
    }

    /** Whether more is wanted from the disk: enough that the next request is ready when a consumer is. */
    boolean wantsMore() {
        lock.lock();
        try {
            return !stopping
                    && waiting.size() < settings.queue().numConsumers()
                    && (usedBytes == 0 || usedBytes < settings.queueBytesMax());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a batch from the disk, whatever the capacity: that counts what is on the disk.
     *
     * @param whenSettled to be told when it may go from there; under the lock of this queue
     */
    void feed(MetricBatch batch, Runnable whenSettled) {
        int points = batch.pointCount();
        long estimatedBytes = countsBytes ? packer.sizeBytes(batch) : BatchSize.estimateBytes(batch);
        lock.lock();
        try {
            if (!stopping) {
                admit(new Slice(new Admission(points, 0, estimatedBytes, whenSettled), batch, 0, points));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing wait any more, neither for a full batch nor for its next attempt. */
    void drain() {
        lock.lock();
        try {
            draining = true;
            if (former != null) {
                form(former, true);
            }
            retryAllNow();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a request has failed and waits for its next attempt. */
    boolean hasFailed() {
        lock.lock();
        try {
            return inFlight.stream().anyMatch(request -> request.retry != null);
        } finally {
            lock.unlock();
        }
    }

    private void tellFeeder() {
        if (feeder != null) {
            feeder.run();
        }
    }

    private void admit(Slice slice) {
        usedUnits += slice.admission().units;
        use(slice.estimatedBytes());
        if (feeder == null) {
            telemetry.queueSize.set(usedUnits);
        }
        if (former == null) {
            enqueue(List.of(slice));
            return;
        }
        former.add(slice);
        form(former, draining);
    }

    private void use(long bytes) {
        usedBytes += bytes;
        context.memory().add(bytes);
    }

    private void form(RequestFormer from, boolean all) {
        for (List<Slice> slices = from.next(all); !slices.isEmpty(); slices = from.next(all)) {
            enqueue(slices);
        }
        if (from.isEmpty()) {
            if (flush != null) {
                flush.cancel();
                flush = null;
            }
        } else if (flush == null) {
            Duration timeout = settings.queue().batch().orElseThrow().flushTimeout();
            if (timeout.isPositive()) {
                flush = context.scheduler().after(timeout, this::flushPending);
            }
        }
    }

    private void flushPending() {
        lock.lock();
        try {
            flush = null;
            if (former != null && !stopped) {
                form(former, true);
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(List<Slice> slices) {
        Request request = new Request(slices, new Backoff(settings.retry(), random));
        waiting.addLast(request);
        unpacked.addLast(new Packing(request, slices));
        wakeThread();
    }

    /** Sees to it that a thread takes what there is to do. */
    private void wakeThread() {
        if (!hasWork()) {
            return;
        }
        if (idleThreads > 0) {
            workArrived.signal();
        } else if (threads <= settings.queue().numConsumers()) {
            // One more than there are consumers: with all of them held up, something still packs what arrives.
            threads++;
            context.threads().newThread(this::work).start();
        }
    }

    private void work() {
        Work work = take();
        while (work != null) {
            boolean done = false;
            try {
                perform(work);
                done = true;
            } finally {
                if (!done) { // a bug: it goes to the thread's handler, and what it held is freed
                    abandon(work);
                }
            }
            work = take();
        }
    }

    private void abandon(Work work) {
        Request request = work.packing != null ? work.packing.request : Objects.requireNonNull(work.send);
        lock.lock();
        try {
            threads--;
            packingOnly -= work.send == null ? 1 : 0;
            waiting.remove(request);
            if (request.state != State.DONE) {
                drop(request, "internal error", Outcome.permanent("internal error in exporter " + context.id()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next thing to do; null when the calling thread is no longer needed. */
    private @Nullable Work take() {
        lock.lock();
        try {
            while (true) {
                Work work = stopped ? null : next();
                if (work != null) {
                    wakeThread(); // a signal reaches one thread, and there may be work for more
                    return work;
                }
                idleThreads++;
                long leftNanos;
                try {
                    leftNanos = stopped ? 0 : workArrived.awaitNanos(IDLE_NANOS);
                } catch (InterruptedException _) {
                    leftNanos = 0; // the graph is being abandoned
                } finally {
                    idleThreads--;
                }
                if (leftNanos <= 0 && (stopped || !hasWork())) {
                    threads--;
                    return null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWork() {
        return !retryNow.isEmpty() || canSendHead() || (!unpacked.isEmpty() && packingOnly == 0);
    }

    /** The order is kept: while another thread packs the head, nothing behind it is sent. */
    private boolean canSendHead() {
        Request head = waiting.peekFirst();
        return head != null
                && head.state != State.PACKING
                && inFlight.size() < settings.queue().numConsumers();
    }

    private @Nullable Work next() {
        if (!retryNow.isEmpty()) {
            return new Work(null, retryNow.removeFirst());
        }
        if (canSendHead()) {
            Request head = waiting.removeFirst();
            tellFeeder();
            inFlight.add(head);
            telemetry.inFlight.set(inFlight.size());
            Packing packing = head.state == State.WAITING ? unpacked.removeFirst() : null;
            head.state = State.IN_FLIGHT;
            head.backoff.begin(context.scheduler().nanoTime());
            return new Work(packing, head);
        }
        if (unpacked.isEmpty() || packingOnly > 0) {
            return null;
        }
        packingOnly++;
        Packing packing = unpacked.removeFirst();
        packing.request.state = State.PACKING;
        return new Work(packing, null);
    }

    private void perform(Work work) {
        if (work.packing != null) {
            Payload payload = packer.pack(Request.merge(work.packing.slices));
            telemetry.uncompressedBytes.addAndGet(payload.uncompressedBytes());
            if (former != null && telemetry.isDetailed()) {
                telemetry.batched(payload.points(), payload.uncompressedBytes());
            }
            lock.lock();
            try {
                packingOnly -= work.send == null ? 1 : 0;
                packed(work.packing.request, payload);
            } finally {
                lock.unlock();
            }
        }
        if (work.send != null) {
            attempt(work.send);
        }
    }

    private void packed(Request request, Payload payload) {
        request.payload = payload;
        if (request.state == State.DONE) {
            return; // given up meanwhile
        }
        use(payload.body().length - request.bytes);
        request.bytes = payload.body().length;
        progress.signalAll();
        tellFeeder();
        if (request.state == State.PACKING) {
            request.state = State.PACKED;
        }
    }

    private void attempt(Request request) {
        Payload payload = Objects.requireNonNull(request.payload);
        telemetry.wireBytes.addAndGet(payload.body().length);
        SendResult result = sender.send(payload, attemptTimeout());
        lock.lock();
        try {
            if (request.state != State.DONE) {
                handle(request, result);
            }
        } finally {
            lock.unlock();
        }
    }

    private Duration attemptTimeout() {
        lock.lock();
        try {
            if (!stopping) {
                return settings.timeout();
            }
            Duration left = Duration.ofNanos(Math.max(1_000_000, stopNanos - System.nanoTime()));
            boolean limited =
                    settings.timeout().isPositive() && settings.timeout().compareTo(left) < 0;
            return limited ? settings.timeout() : left;
        } finally {
            lock.unlock();
        }
    }

    private void handle(Request request, SendResult result) {
        switch (result) {
            case SendResult.Sent sent -> {
                telemetry.sentPoints.addAndGet(request.points);
                if (sent.rejectedPoints() > 0 || !sent.message().isEmpty()) {
                    telemetry.rejectedPoints.addAndGet(Math.min(request.points, sent.rejectedPoints()));
                    LOG.log(
                            Level.WARNING,
                            "{0}: partial success: {1} points rejected: {2}",
                            context.id(),
                            Long.toString(sent.rejectedPoints()),
                            sent.message());
                }
                finish(request, Outcome.ACCEPTED);
            }
            case SendResult.Held _ -> {
                telemetry.heldPoints.addAndGet(request.points);
                finish(request, Outcome.ACCEPTED);
            }
            case SendResult.Permanent permanent -> {
                context.telemetry().setProblem(permanent.reason());
                drop(request, permanent.reason(), Outcome.permanent(permanent.reason()));
            }
            case SendResult.Retryable retryable -> retryLater(request, retryable);
        }
    }

    private void retryLater(Request request, SendResult.Retryable result) {
        if (stopping && feeder != null) {
            context.telemetry().setProblem(result.reason());
            keep(request);
            return;
        }
        Duration wait =
                stopping ? null : request.backoff.next(context.scheduler().nanoTime(), result.retryAfter());
        if (wait == null) {
            String why = stopping ? " (shutting down)" : settings.retry().enabled() ? " (no more retries left)" : "";
            drop(request, result.reason() + why, Outcome.retryable(result.reason()));
            return;
        }
        context.telemetry().setProblem(result.reason());
        LOG.log(
                Level.INFO,
                "{0}: {1}; next attempt in {2} ms",
                context.id(),
                result.reason(),
                Long.toString(wait.toMillis()));
        request.retry = context.scheduler().after(wait, () -> retry(request));
    }

    private void retry(Request request) {
        lock.lock();
        try {
            if (request.state == State.IN_FLIGHT && request.retry != null) {
                request.retry = null;
                retryNow.addLast(request);
                wakeThread();
            }
        } finally {
            lock.unlock();
        }
    }

    private void drop(Request request, String reason, Outcome outcome) {
        telemetry.sendFailedPoints.addAndGet(request.points);
        noteUnlessKnown(reason);
        dropLog.warn(context.id() + ": " + request.points + " points dropped: " + reason);
        finish(request, outcome);
    }

    /** A queue that is full, or not empty at the end, is mostly the consequence of a problem that is known already. */
    private void noteUnlessKnown(String reason) {
        if (context.telemetry().problem().isEmpty()) {
            context.telemetry().setProblem(reason);
        }
    }

    private void finish(Request request, Outcome outcome) {
        request.state = State.DONE;
        inFlight.remove(request);
        telemetry.inFlight.set(inFlight.size());
        use(-request.bytes);
        for (Request.Share share : request.shares) {
            if (share.admission().settle(share.points(), outcome)) {
                usedUnits -= share.admission().units;
            }
        }
        if (feeder == null) {
            telemetry.queueSize.set(usedUnits);
        }
        progress.signalAll();
        wakeThread();
        tellFeeder();
    }

    /** Leaves a request to the next start. */
    private void keep(Request request) {
        request.state = State.DONE;
        inFlight.remove(request);
        telemetry.inFlight.set(inFlight.size());
        use(-request.bytes);
        progress.signalAll();
    }

    /**
     * Waits until all is sent or given up, without a wait for batches to fill; attempts and the waits between them are as
     * ever. Takes nothing more. Returns early when a {@link #shutdown} has begun.
     */
    void finish() throws InterruptedException {
        lock.lock();
        try {
            telemetry.replaced();
            draining = true;
            if (former != null) {
                form(former, true);
            }
            while (!stopping && !isEmpty()) {
                progress.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the requests that wait or are under way take in memory. */
    long heldBytes() {
        lock.lock();
        try {
            return usedBytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends what is left, each request once more at most, and closes the sender. What cannot be sent within the grace
     * is dropped, counted and logged.
     *
     * <p>A queue that is fed from the disk waits for what is on its way to the backend, and leaves the rest there.
     */
    public void shutdown(Duration grace) {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            beginStop(grace);
            long leftNanos = grace.toNanos();
            while (leftNanos > 0 && !isEmpty()) {
                leftNanos = progress.awaitNanos(leftNanos);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            endStop();
            lock.unlock();
        }
        sender.close();
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    private void beginStop(Duration grace) {
        stopping = true;
        stopNanos = System.nanoTime() + grace.toNanos();
        progress.signalAll();
        if (feeder != null) {
            keepWaiting();
            return;
        }
        if (former != null) {
            form(former, true);
        }
        retryAllNow();
    }

    private void retryAllNow() {
        for (Request request : inFlight) {
            if (request.retry != null) {
                request.retry.cancel();
                request.retry = null;
                retryNow.addLast(request);
                wakeThread();
            }
        }
    }

    private void keepWaiting() {
        if (flush != null) {
            flush.cancel();
            flush = null;
        }
        List<Request> left = new ArrayList<>(waiting);
        waiting.clear();
        unpacked.clear();
        for (Request request : inFlight) {
            if (request.retry != null) {
                request.retry.cancel();
                request.retry = null;
                left.add(request);
            }
        }
        left.forEach(this::keep);
    }

    private void endStop() {
        stopped = true;
        List<Request> left = new ArrayList<>(inFlight);
        left.addAll(waiting);
        waiting.clear();
        unpacked.clear();
        retryNow.clear();
        if (feeder != null) {
            left.forEach(this::keep);
            use(-usedBytes); // and what was to become a batch
        } else {
            dropAll(left);
        }
        workArrived.signalAll();
        progress.signalAll();
    }

    private void dropAll(List<Request> left) {
        for (Request request : left) {
            drop(request, "not sent before the end of the shutdown", Outcome.retryable("shutting down"));
        }
    }
}
