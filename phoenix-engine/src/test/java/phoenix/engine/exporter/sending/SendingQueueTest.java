package phoenix.engine.exporter.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

@Timeout(60)
class SendingQueueTest {
    private static final RetrySettings RETRY =
            new RetrySettings(true, Duration.ofSeconds(5), 0, 1.5, Duration.ofSeconds(30), Duration.ofSeconds(300));
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final ManualScheduler scheduler = new ManualScheduler();
    private final ComponentTelemetry telemetry = new ComponentTelemetry();
    private final SenderStub sender = new SenderStub();
    private final ComponentContext context = new ComponentContext(
            "otlp_http/test",
            scheduler,
            new GraphThreads("sending-test"),
            telemetry,
            Map.of(),
            ComponentContext.Delivery.SEND);
    private SendingQueue queue = queue(QueueSettings.DEFAULT, RETRY, NO_LIMIT);

    private SendingQueue queue(QueueSettings queueSettings, RetrySettings retry, long bytesMax) {
        Packer packer = new Packer() {
            @Override
            public Payload pack(MetricBatch batch) {
                return new Payload(new byte[batch.pointCount()], 10 * batch.pointCount(), batch.pointCount());
            }

            @Override
            public long sizeBytes(MetricBatch batch) {
                return 10L * batch.pointCount();
            }
        };
        SendingSettings settings = new SendingSettings(queueSettings, retry, Duration.ofSeconds(30), bytesMax);
        queue = new SendingQueue(context, settings, packer, sender);
        return queue;
    }

    private static QueueSettings settings(Sizer sizer, long size, int consumers) {
        return new QueueSettings(sizer, size, consumers, false, false, Optional.empty());
    }

    private static QueueSettings batching(BatchSettings batch) {
        return new QueueSettings(Sizer.REQUESTS, 1000, 10, false, false, Optional.of(batch));
    }

    private static MetricBatch points(int count) {
        BatchBuilder batch =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("m", "", ""));
        for (int i = 0; i < count; i++) {
            batch.intPoint(Attributes.EMPTY, 0, i, i);
        }
        return batch.build();
    }

    private long count(String name) {
        return telemetry.get(name);
    }

    private void shutdown() {
        queue.shutdown(Duration.ofSeconds(20));
    }

    @AfterEach
    void endThreads() {
        queue.shutdown(Duration.ZERO);
    }

    @Test
    void sendsWhatItIsGivenAndCountsIt() throws InterruptedException {
        assertThat(queue.consume(points(3))).isEqualTo(Outcome.ACCEPTED);

        SenderStub.Attempt attempt = sender.next();
        assertThat(attempt.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE))
                .as("a request counts until it is sent")
                .isEqualTo(1);
        attempt.answer(SendResult.SENT);
        shutdown();

        assertThat(telemetry.snapshot())
                .containsEntry(MetricNames.EXPORTER_SENT, 3L)
                .containsEntry(MetricNames.EXPORTER_SEND_FAILED, 0L)
                .containsEntry(MetricNames.EXPORTER_QUEUE_SIZE, 0L)
                .containsEntry(MetricNames.EXPORTER_QUEUE_CAPACITY, 1000L)
                .containsEntry(MetricNames.EXPORTER_WIRE_BYTES, 3L)
                .containsEntry(MetricNames.EXPORTER_UNCOMPRESSED_BYTES, 30L);
        assertThat(sender.isClosed()).isTrue();
    }

    @Test
    void partialSuccessIsSentAndCountedAsRejected() throws InterruptedException {
        queue.consume(points(5));
        sender.next().answer(new SendResult.Sent(2, "too old"));
        shutdown();

        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(5);
        assertThat(count(MetricNames.EXPORTER_REJECTED)).isEqualTo(2);
    }

    @Test
    void permanentFailureDropsWithoutRetry() throws InterruptedException {
        queue.consume(points(5));
        sender.next().answer(new SendResult.Permanent("HTTP 400"));
        shutdown();

        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(5);
        assertThat(count(MetricNames.EXPORTER_SENT)).isZero();
        assertThat(sender.pendingAttempts()).isZero();
    }

    @Test
    void retriesWithGrowingWaitsAndGivesUpAfterMaxElapsedTime() throws InterruptedException {
        queue.consume(points(1));
        List<Long> waitMillis = new ArrayList<>();
        while (true) {
            sender.next().answer(SendResult.retryable("HTTP 503"));
            if (waitMillis.stream().mapToLong(w -> w).sum() + 30_000 > 300_000) {
                break;
            }
            Duration wait = scheduler.awaitTimers(1).getFirst();
            waitMillis.add(wait.toMillis());
            scheduler.advance(wait);
        }
        shutdown();

        assertThat(waitMillis).startsWith(5000L, 7500L, 11250L, 16875L, 25312L, 30000L, 30000L);
        assertThat(waitMillis.stream().mapToLong(w -> w).sum()).isLessThanOrEqualTo(300_000);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheBackendAsks() throws InterruptedException {
        queue.consume(points(1));
        sender.next().answer(new SendResult.Retryable("HTTP 429", Duration.ofSeconds(42)));
        assertThat(scheduler.awaitTimers(1)).containsExactly(Duration.ofSeconds(42));
        scheduler.advance(Duration.ofSeconds(42));
        sender.next().answer(new SendResult.Retryable("HTTP 429", Duration.ofSeconds(1)));
        assertThat(scheduler.awaitTimers(1)).as("back-off is the least").containsExactly(Duration.ofMillis(7500));
    }

    @Test
    void aWaitBeyondMaxElapsedTimeIsGivenUpAtOnce() throws InterruptedException {
        queue.consume(points(4));
        sender.next().answer(new SendResult.Retryable("HTTP 429", Duration.ofSeconds(301)));
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(4);
    }

    @Test
    void disabledRetryDropsAtTheFirstFailure() throws InterruptedException {
        queue(
                QueueSettings.DEFAULT,
                new RetrySettings(false, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ZERO),
                NO_LIMIT);
        queue.consume(points(4));
        sender.next().answer(SendResult.retryable("HTTP 503"));
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(4);
    }

    @Test
    void neverWaitsForAHangingEndpointAndRefusesWhenFull() throws InterruptedException {
        queue(settings(Sizer.REQUESTS, 5, 2), RETRY, NO_LIMIT);
        for (int i = 0; i < 5; i++) {
            assertThat(queue.consume(points(10))).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(queue.consume(points(10))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.retryable()).isTrue();
            assertThat(refused.reason()).contains("queue_size 5");
        });
        assertThat(count(MetricNames.EXPORTER_ENQUEUE_FAILED)).isEqualTo(10);

        sender.next().answer(SendResult.SENT);
        sender.next();
        sender.next();
        assertThat(sender.pendingAttempts())
                .as("no more than num_consumers at once")
                .isZero();
    }

    @Test
    void requestsBetweenAttemptsHoldTheirPlace() throws InterruptedException {
        queue(settings(Sizer.REQUESTS, 100, 2), RETRY, NO_LIMIT);
        for (int i = 0; i < 3; i++) {
            queue.consume(points(1));
        }
        sender.next().answer(SendResult.retryable("HTTP 503"));
        sender.next().answer(SendResult.retryable("HTTP 503"));
        scheduler.awaitTimers(2);
        assertThat(sender.pendingAttempts()).isZero();

        scheduler.advance(Duration.ofSeconds(5));
        sender.next().answer(SendResult.SENT);
        sender.next().answer(SendResult.SENT);
        sender.next().answer(SendResult.SENT);
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(3);
    }

    @Test
    void itemsSizerCountsPoints() throws InterruptedException {
        queue(settings(Sizer.ITEMS, 100, 1), RETRY, NO_LIMIT);
        assertThat(queue.consume(points(60))).isEqualTo(Outcome.ACCEPTED);
        assertThat(queue.consume(points(41))).isInstanceOf(Outcome.Refused.class);
        assertThat(queue.consume(points(40))).isEqualTo(Outcome.ACCEPTED);
        assertThat(queue.consume(points(101)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.retryable()).isFalse());
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isEqualTo(100);
        sender.next().answer(SendResult.SENT);
        sender.next().answer(SendResult.SENT);
    }

    @Test
    void bytesSizerCountsEncodedBytes() {
        queue(settings(Sizer.BYTES, 1000, 1), RETRY, NO_LIMIT);
        assertThat(queue.consume(points(100))).isEqualTo(Outcome.ACCEPTED);
        assertThat(queue.consume(points(1))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void memoryIsLimitedWhateverTheSizer() throws InterruptedException {
        queue(settings(Sizer.REQUESTS, 1_000_000, 1), RETRY, 10_000);
        int accepted = 0;
        while (queue.consume(points(1000)) == Outcome.ACCEPTED) {
            accepted++;
        }
        assertThat(accepted).as("packed requests hold 1000 bytes each").isBetween(1, 11);
        assertThat(count(MetricNames.EXPORTER_ENQUEUE_FAILED)).isEqualTo(1000);
        for (int i = 0; i < accepted; i++) {
            sender.next().answer(SendResult.SENT);
        }
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(1000L * accepted);
    }

    @Test
    void blockOnOverflowWaitsForRoom() throws Exception {
        queue(new QueueSettings(Sizer.REQUESTS, 1, 1, true, false, Optional.empty()), RETRY, NO_LIMIT);
        queue.consume(points(1));
        CompletableFuture<Outcome> second = CompletableFuture.supplyAsync(() -> queue.consume(points(2)));
        SenderStub.Attempt first = sender.next();
        assertThat(second).isNotDone();
        first.answer(SendResult.SENT);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.ACCEPTED);
        sender.next().answer(SendResult.SENT);
    }

    @Test
    void waitForResultAnswersWithTheResult() throws Exception {
        queue(QueueSettings.SYNCHRONOUS, RETRY, NO_LIMIT);
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> queue.consume(points(2)));
        SenderStub.Attempt attempt = sender.next();
        assertThat(outcome).isNotDone();
        attempt.answer(new SendResult.Permanent("HTTP 401"));
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.permanent("HTTP 401"));
    }

    @Test
    void batchesUpToTheMinimumAndFlushesOnTimeout() throws InterruptedException {
        queue(batching(new BatchSettings(Duration.ofMillis(200), 100, 0, null)), RETRY, NO_LIMIT);
        queue.consume(points(60));
        assertThat(scheduler.awaitTimers(1)).containsExactly(Duration.ofMillis(200));
        queue.consume(points(70));
        SenderStub.Attempt full = sender.next();
        assertThat(full.payload().points()).isEqualTo(130);
        full.answer(SendResult.SENT);

        queue.consume(points(5));
        scheduler.advance(Duration.ofMillis(200));
        SenderStub.Attempt flushed = sender.next();
        assertThat(flushed.payload().points()).isEqualTo(5);
        flushed.answer(SendResult.SENT);
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(135);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isZero();
    }

    @Test
    void cutsAtTheMaximumAndLosesNothing() throws InterruptedException {
        queue(batching(new BatchSettings(Duration.ofMillis(200), 100, 100, null)), RETRY, NO_LIMIT);
        queue.consume(points(250));
        SenderStub.Attempt first = sender.next();
        SenderStub.Attempt second = sender.next();
        assertThat(List.of(first.payload().points(), second.payload().points())).containsOnly(100);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isEqualTo(1);
        first.answer(SendResult.SENT);
        second.answer(SendResult.SENT);

        queue.consume(points(30));
        scheduler.advance(Duration.ofMillis(200));
        SenderStub.Attempt rest = sender.next();
        assertThat(rest.payload().points()).isEqualTo(80);
        rest.answer(SendResult.SENT);
        shutdown();
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(280);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isZero();
    }

    @Test
    void cutsByBytes() throws InterruptedException {
        queue(batching(new BatchSettings(Duration.ofMillis(200), 0, 300, Sizer.BYTES)), RETRY, NO_LIMIT);
        queue.consume(points(100));
        int sent = 0;
        for (int i = 0; i < 4; i++) {
            SenderStub.Attempt attempt = sender.next();
            assertThat(attempt.payload().points()).isLessThanOrEqualTo(30);
            sent += attempt.payload().points();
            attempt.answer(SendResult.SENT);
        }
        assertThat(sent).isEqualTo(100);
    }

    @Test
    void shutdownSendsWhatWaitsOnceMoreAndDropsTheRest() throws InterruptedException {
        queue(settings(Sizer.REQUESTS, 100, 1), RETRY, NO_LIMIT);
        queue.consume(points(1));
        queue.consume(points(2));
        sender.next().answer(SendResult.retryable("HTTP 503"));
        scheduler.awaitTimers(1);

        CompletableFuture<Void> end = CompletableFuture.runAsync(this::shutdown);
        SenderStub.Attempt last = sender.next();
        assertThat(last.payload().points()).isEqualTo(1);
        last.answer(SendResult.retryable("HTTP 503"));
        sender.next().answer(SendResult.SENT);
        end.join();

        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(1);
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(2);
        assertThat(queue.consume(points(3))).isInstanceOf(Outcome.Refused.class);
        assertThat(count(MetricNames.EXPORTER_ENQUEUE_FAILED)).isEqualTo(3);
    }

    @Test
    void aQueueThatFinishesMakesAllItsAttemptsAndCountsApart() throws Exception {
        queue(batching(new BatchSettings(Duration.ofSeconds(1), 100, 0, Sizer.ITEMS)), RETRY, NO_LIMIT);
        queue.consume(points(3));
        CompletableFuture<Void> end = CompletableFuture.runAsync(this::finish);
        sender.next().answer(SendResult.retryable("down"));
        assertThat(scheduler.awaitTimers(1)).containsExactly(Duration.ofSeconds(5));
        assertThat(count(MetricNames.EXPORTER_REPLACED_QUEUE_SIZE)).isEqualTo(1);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE))
                .as("is that of the exporter in its place")
                .isZero();
        assertThat(queue.heldBytes()).isEqualTo(3);

        scheduler.advance(Duration.ofSeconds(5));
        sender.next().answer(SendResult.retryable("still down"));
        assertThat(scheduler.awaitTimers(1)).containsExactly(Duration.ofMillis(7500));
        scheduler.advance(Duration.ofMillis(7500));
        sender.next().answer(SendResult.SENT);
        end.get(20, TimeUnit.SECONDS);
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(3);
        assertThat(count(MetricNames.EXPORTER_REPLACED_QUEUE_SIZE)).isZero();
        assertThat(queue.heldBytes()).isZero();
    }

    @Test
    void aShutdownEndsOneThatFinishes() throws Exception {
        queue.consume(points(3));
        CompletableFuture<Void> end = CompletableFuture.runAsync(this::finish);
        sender.next().answer(SendResult.retryable("down"));
        scheduler.awaitTimers(1);
        CompletableFuture<Void> shutdown = CompletableFuture.runAsync(this::shutdown);
        sender.next().answer(SendResult.retryable("down"));
        shutdown.get(20, TimeUnit.SECONDS);
        end.get(20, TimeUnit.SECONDS);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(3);
        assertThat(count(MetricNames.EXPORTER_REPLACED_QUEUE_SIZE)).isZero();
    }

    private void finish() {
        try {
            queue.finish();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shutdownEndsWithTheGraceEvenWhenTheEndpointHangs() throws InterruptedException {
        queue.consume(points(7));
        sender.next();
        queue.shutdown(Duration.ofMillis(1));
        assertThat(sender.isClosed()).isTrue();
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(7);
    }

    /** Points are neither lost nor counted twice, whatever the answers and however the batches are cut. */
    @Test
    void everyPointHasOneFate() throws InterruptedException {
        long seed = 20260101;
        Random random = new Random(seed);
        queue(batching(new BatchSettings(Duration.ofMillis(200), 50, 70, null)), RETRY, 20_000);
        long offered = 0;
        Thread answers = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    SenderStub.Attempt attempt = sender.next();
                    attempt.answer(
                            switch (random.nextInt(4)) {
                                case 0 -> new SendResult.Permanent("no");
                                case 1 -> SendResult.retryable("later");
                                default -> SendResult.SENT;
                            });
                }
            } catch (InterruptedException | AssertionError _) {
                // the end
            }
        });
        for (int i = 0; i < 500; i++) {
            int size = 1 + i * 37 % 113;
            offered += size;
            queue.consume(points(size));
            scheduler.advance(Duration.ofMillis(100));
        }
        shutdown();
        answers.interrupt();
        long fates = count(MetricNames.EXPORTER_SENT)
                + count(MetricNames.EXPORTER_SEND_FAILED)
                + count(MetricNames.EXPORTER_ENQUEUE_FAILED);
        assertThat(fates).as("seed %d", seed).isEqualTo(offered);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isZero();
    }
}
