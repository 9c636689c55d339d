package phoenix.engine.receiver.replay;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.capture.CaptureException;
import phoenix.engine.capture.CaptureInput;
import phoenix.engine.capture.CapturedBatch;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;

/**
 * Plays a recorded file into the pipelines; the Collector has no such receiver. Batches come as they were recorded, in
 * their order, whichever receiver they came from. At the end of the file it ends quietly: {@link #isFinished}, and
 * {@link MetricNames#RECEIVER_FINISHED} for those outside.
 */
public final class CaptureReceiver implements Receiver {
    private static final System.Logger LOG = System.getLogger(CaptureReceiver.class.getName());

    public static final ReceiverType<CaptureConfig> TYPE = new ReceiverType<>(
            ComponentSpec.metrics(ComponentKind.RECEIVER, "capture", List.of(), CaptureConfig.SPEC)
                    .engineOnly(),
            CaptureReceiver::new);

    private final CaptureConfig config;
    private final ComponentContext context;
    private final Scheduler scheduler;
    private final Pause pause;
    private final HandOver handOver;
    private volatile boolean finished;
    private @Nullable Thread worker;

    CaptureReceiver(CaptureConfig config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.context = context;
        this.scheduler = context.scheduler();
        this.pause = new Pause(scheduler);
        this.handOver = new HandOver(context, next, pause);
        context.telemetry().value(MetricNames.RECEIVER_FINISHED);
    }

    @Override
    public void start() throws StartException {
        Path file;
        try {
            file = Path.of(config.file());
            CaptureInput.open(file).close();
        } catch (CaptureException e) {
            throw new StartException(
                    context.id() + ": " + config.file() + ": " + e.getMessage()
                            + "; record one with phoenix capture, or with the Collector's file exporter",
                    e);
        } catch (IOException | InvalidPathException e) {
            throw new StartException(context.id() + ": cannot read " + config.file() + " (" + e + ")", e);
        }
        Thread thread = context.threads().newThread(() -> work(file));
        worker = thread;
        thread.start();
    }

    private void work(Path file) {
        try {
            play(file);
        } catch (RuntimeException bug) {
            // The graph's supervisor is told.
            scheduler.after(Duration.ZERO, () -> {
                throw bug;
            });
        } finally {
            // Who sees the end must find it in the telemetry too.
            context.telemetry().value(MetricNames.RECEIVER_FINISHED).set(1);
            finished = true;
        }
    }

    private void play(Path file) {
        Pass pass = null;
        for (int times = 0; config.repeat() == 0 || times < config.repeat(); times++) {
            pass = new Pass(pass);
            try (CaptureInput input = CaptureInput.open(file)) {
                if (!pass.play(input)) {
                    return;
                }
                if (!input.torn().isEmpty() && times == 0) {
                    problem(System.Logger.Level.WARNING, input.torn() + "; what is before it was played");
                }
            } catch (IOException e) {
                problem(System.Logger.Level.ERROR, e.getMessage() + "; nothing after it is played");
                return;
            }
            if (pass.batches == 0) {
                problem(System.Logger.Level.WARNING, "there is no batch in it");
                return;
            }
        }
        LOG.log(System.Logger.Level.INFO, "{0}: all of {1} was played", context.id(), config.file());
    }

    private void problem(System.Logger.Level level, String what) {
        context.telemetry().setProblem(what);
        LOG.log(level, context.id() + ": " + config.file() + ": " + what);
    }

    /** One time through the file. Times of points go on where those of the pass before ended. */
    private final class Pass {
        private final @Nullable Pass before;
        private long batches;
        private long firstArrival;
        private long lastArrival;
        private long beginNanos;
        private long shiftNanos;

        Pass(@Nullable Pass before) {
            this.before = before;
        }

        /** False when told to stop. */
        boolean play(CaptureInput input) throws IOException {
            for (CapturedBatch batch = input.next(); batch != null; batch = input.next()) {
                if (batches++ == 0) {
                    begin(batch.arrivalUnixNanos());
                }
                lastArrival = Math.max(lastArrival, batch.arrivalUnixNanos());
                if (!pause.until(due(batch.arrivalUnixNanos()))) {
                    return false;
                }
                if (!handOver.handOn(TimeShift.by(shiftNanos, batch.batch()))) {
                    return false;
                }
            }
            return true;
        }

        private void begin(long arrival) {
            firstArrival = arrival;
            lastArrival = arrival;
            beginNanos = scheduler.nanoTime();
            if (before != null) {
                beginNanos = Math.max(beginNanos, before.due(before.lastArrival + before.gapNanos()));
            }
            if (config.times() == CaptureConfig.Times.SHIFTED) {
                Instant now = scheduler.clock().instant();
                shiftNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano() - firstArrival;
                if (before != null) {
                    shiftNanos = Math.max(
                            shiftNanos, before.shiftNanos + before.lastArrival + before.gapNanos() - firstArrival);
                }
            }
        }

        /** When a batch that came at that time is handed on, by the scheduler's clock for durations. */
        long due(long arrival) {
            return config.speed() == 0 ? beginNanos : beginNanos + (long) ((arrival - firstArrival) / config.speed());
        }

        /** What usually lies between two batches. */
        long gapNanos() {
            return batches > 1 ? (lastArrival - firstArrival) / (batches - 1) : 1_000_000_000;
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    /** Ends between two batches; one that is refused until then is counted as lost. */
    @Override
    public void shutdown(Duration grace) {
        pause.stop();
        Thread thread = worker;
        if (thread != null) {
            try {
                thread.join(grace);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
