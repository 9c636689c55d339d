package phoenix.engine.exporter.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.config.collector.ComponentId;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.Located;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storage;
import phoenix.engine.component.StorageSpace;
import phoenix.engine.component.StorageSpace.EndOfGraph;
import phoenix.engine.component.Storages;
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
class StoredQueueTest {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final RetrySettings RETRY =
            new RetrySettings(true, Duration.ofSeconds(5), 0, 1.5, Duration.ofSeconds(30), Duration.ZERO);

    private final ManualScheduler scheduler = new ManualScheduler();
    private final MemoryAccount memory = new MemoryAccount();
    private final List<StoredQueue> open = new ArrayList<>();
    private ComponentTelemetry telemetry = new ComponentTelemetry();
    private long maxSize;
    private EndOfGraph end = EndOfGraph.KEEP;

    @TempDir
    Path directory = Path.of("");

    private static QueueSettings settings(Sizer sizer, long size, int consumers, @Nullable BatchSettings batch) {
        Located<ComponentId> storage =
                new Located<>(new ComponentId("file_storage", ""), YamlMapping.empty(SourceSpan.start("test")));
        return new QueueSettings(
                sizer, size, consumers, false, false, Optional.ofNullable(batch), Optional.of(storage));
    }

    private static final QueueSettings ONE_AT_A_TIME = settings(Sizer.REQUESTS, 1000, 1, null);

    private StoredQueue start(SenderStub sender, QueueSettings settings) throws StartException {
        Storage storage = (kind, component, use) -> new StorageSpace(
                directory.resolve(kind + "_" + component.replace('/', '_') + "_" + use),
                false,
                maxSize,
                Duration.ZERO,
                false,
                end);
        ComponentContext context = new ComponentContext(
                "otlp_http/test",
                scheduler,
                new GraphThreads("stored-test"),
                telemetry,
                Map.of(),
                ComponentContext.Delivery.SEND,
                memory,
                new Storages(Map.of("file_storage", storage)),
                new Listeners());
        Packer packer = new Packer() {
            @Override
            public Payload pack(MetricBatch batch) {
                // The body tells which points are in it.
                byte[] numbers = new byte[batch.pointCount()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = (byte) batch.intValue(i);
                }
                return new Payload(numbers, 10 * numbers.length, numbers.length);
            }

            @Override
            public long sizeBytes(MetricBatch batch) {
                return 10L * batch.pointCount();
            }
        };
        StoredQueue queue = new StoredQueue(
                context, new SendingSettings(settings, RETRY, Duration.ofSeconds(30), 1 << 20), packer, sender);
        open.add(queue);
        queue.start();
        return queue;
    }

    @AfterEach
    void endAll() {
        open.forEach(queue -> queue.shutdown(Duration.ZERO));
    }

    private static MetricBatch points(int... numbers) {
        BatchBuilder batch =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("m", "", ""));
        for (int number : numbers) {
            batch.intPoint(Attributes.EMPTY, 0, number, number);
        }
        return batch.build();
    }

    private long count(String name) {
        return telemetry.get(name);
    }

    private static void await(BooleanSupplier what) {
        long end = System.nanoTime() + GRACE.toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void awaitQueueSize(long size) {
        await(() -> count(MetricNames.EXPORTER_QUEUE_SIZE) == size);
    }

    private static byte[] body(SenderStub.Attempt attempt) {
        return attempt.payload().body();
    }

    @Test
    void sendsWhatItIsGivenAndCountsAsTheQueueInMemory() throws Exception {
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, ONE_AT_A_TIME);
        assertThat(queue.consume(points(1, 2, 3))).isEqualTo(Outcome.ACCEPTED);
        SenderStub.Attempt attempt = sender.next();
        assertThat(body(attempt)).containsExactly(1, 2, 3);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isEqualTo(1);
        assertThat(count(MetricNames.EXPORTER_QUEUE_DISK_BYTES)).isPositive();
        attempt.answer(SendResult.SENT);
        awaitQueueSize(0);
        queue.shutdown(GRACE);

        assertThat(telemetry.snapshot())
                .containsEntry(MetricNames.EXPORTER_SENT, 3L)
                .containsEntry(MetricNames.EXPORTER_SEND_FAILED, 0L)
                .containsEntry(MetricNames.EXPORTER_QUEUE_SIZE, 0L)
                .containsEntry(MetricNames.EXPORTER_QUEUE_CAPACITY, 1000L);
        assertThat(sender.isClosed()).isTrue();
        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void whatIsNotSentAtTheEndIsSentAfterTheNextStart() throws Exception {
        SenderStub first = new SenderStub();
        StoredQueue queue = start(first, ONE_AT_A_TIME);
        for (int i = 0; i < 5; i++) {
            queue.consume(points(i));
        }
        first.next().answer(SendResult.SENT);
        SenderStub.Attempt second = first.next();
        second.answer(SendResult.retryable("away"));
        scheduler.awaitTimers(1);
        queue.shutdown(GRACE);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED))
                .as("nothing is lost")
                .isZero();
        assertThat(first.pendingAttempts()).isZero();
        assertThat(memory.heldBytes()).isZero();

        telemetry = new ComponentTelemetry();
        SenderStub again = new SenderStub();
        start(again, ONE_AT_A_TIME);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isEqualTo(4);
        for (int i = 1; i < 5; i++) {
            SenderStub.Attempt attempt = again.next();
            assertThat(body(attempt)).containsExactly(i);
            attempt.answer(SendResult.SENT);
        }
        awaitQueueSize(0);
    }

    @Test
    void whatIsOnItsWayAtTheEndIsWaitedFor() throws Exception {
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, ONE_AT_A_TIME);
        queue.consume(points(1));
        SenderStub.Attempt attempt = sender.next();
        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> queue.shutdown(GRACE));
        attempt.answer(SendResult.SENT);
        ending.get(20, TimeUnit.SECONDS);

        telemetry = new ComponentTelemetry();
        start(new SenderStub(), ONE_AT_A_TIME);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isZero();
    }

    @Test
    void whatWillNotBeStartedAgainIsSentBeforeTheEnd() throws Exception {
        end = EndOfGraph.SEND_AND_KEEP;
        SenderStub sender = new SenderStub();
        BatchSettings batch = new BatchSettings(Duration.ofMinutes(1), 100, 0, Sizer.ITEMS);
        StoredQueue queue = start(sender, settings(Sizer.REQUESTS, 1000, 1, batch));
        queue.consume(points(1));
        queue.consume(points(2, 3));
        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> queue.shutdown(GRACE));
        List<Integer> sent = new ArrayList<>();
        for (SenderStub.Attempt attempt = sender.nextUntil(ending);
                attempt != null;
                attempt = sender.nextUntil(ending)) {
            for (byte point : body(attempt)) {
                sent.add((int) point);
            }
            attempt.answer(SendResult.SENT);
        }
        assertThat(sent).containsExactly(1, 2, 3);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = EndOfGraph.class,
            names = {"SEND_AND_KEEP", "SEND_AND_DELETE"})
    void whatIsNotSentAtTheEndOfARunIsCounted(EndOfGraph endOfRun) throws Exception {
        end = endOfRun;
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, ONE_AT_A_TIME);
        queue.consume(points(1));
        queue.consume(points(2, 3));
        sender.next().answer(SendResult.retryable("away"));
        scheduler.awaitTimers(1);
        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> queue.shutdown(GRACE));
        sender.next().answer(SendResult.retryable("still away"));
        ending.get(20, TimeUnit.SECONDS);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(3);
    }

    @Test
    void whatIsRefusedForGoodLeavesTheDisk() throws Exception {
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, ONE_AT_A_TIME);
        queue.consume(points(1, 2));
        sender.next().answer(new SendResult.Permanent("HTTP 400"));
        awaitQueueSize(0);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(2);
    }

    @Test
    void aFullQueueRefusesAndTakesAgainWhenSomethingIsSent() throws Exception {
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, settings(Sizer.ITEMS, 4, 1, null));
        assertThat(queue.consume(points(1, 2, 3))).isEqualTo(Outcome.ACCEPTED);
        assertThat(queue.consume(points(4, 5)))
                .isEqualTo(Outcome.retryable("the sending queue is full (queue_size 4)"));
        assertThat(queue.consume(points(1, 2, 3, 4, 5)))
                .isEqualTo(Outcome.permanent("the sending queue is full (queue_size 4)"));
        assertThat(count(MetricNames.EXPORTER_ENQUEUE_FAILED)).isEqualTo(7);
        sender.next().answer(SendResult.SENT);
        awaitQueueSize(0);
        assertThat(queue.consume(points(4, 5))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void theLimitOfBytesOnDiskHolds() throws Exception {
        maxSize = 400;
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, ONE_AT_A_TIME);
        int taken = 0;
        while (queue.consume(points(taken)).equals(Outcome.ACCEPTED)) {
            taken++;
            assertThat(count(MetricNames.EXPORTER_QUEUE_DISK_BYTES)).isLessThanOrEqualTo(400);
        }
        assertThat(taken).isBetween(2, 10);
        assertThat(telemetry.problem()).contains("max_size 400");
        int[] many = new int[100];
        assertThat(queue.consume(points(many)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.retryable()).isFalse());
        for (int i = 0; i < taken; i++) {
            sender.next().answer(SendResult.SENT);
        }
        awaitQueueSize(0);
        assertThat(queue.consume(points(1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void batchesAreMadeOfWhatIsOnDiskAndLeaveItWhenSent() throws Exception {
        SenderStub sender = new SenderStub();
        BatchSettings batch = new BatchSettings(Duration.ofSeconds(1), 4, 4, Sizer.ITEMS);
        StoredQueue queue = start(sender, settings(Sizer.REQUESTS, 1000, 1, batch));
        queue.consume(points(1, 2));
        queue.consume(points(3, 4, 5));
        SenderStub.Attempt attempt = sender.next();
        assertThat(body(attempt)).containsExactly(1, 2, 3, 4);
        attempt.answer(SendResult.SENT);
        awaitQueueSize(1);
        scheduler.awaitTimers(1);
        queue.shutdown(GRACE);
        assertThat(memory.heldBytes()).isZero();

        telemetry = new ComponentTelemetry();
        SenderStub again = new SenderStub();
        start(again, ONE_AT_A_TIME);
        assertThat(body(again.next()))
                .as("at least once: a request that is sent in part is sent again")
                .containsExactly(3, 4, 5);
    }

    @Test
    void anExporterThatTakesThePlaceOfAnotherGetsItsQueue() throws Exception {
        SenderStub oldSender = new SenderStub();
        StoredQueue old = start(oldSender, ONE_AT_A_TIME);
        old.consume(points(1));
        old.consume(points(2));
        SenderStub.Attempt underWay = oldSender.next();

        SenderStub newSender = new SenderStub();
        StoredQueue next = start(newSender, settings(Sizer.REQUESTS, 500, 1, null));
        next.consume(points(4));
        old.consume(points(3)); // what the old pipelines still held
        assertThat(newSender.pendingAttempts()).as("the old one sends first").isZero();
        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> old.shutdown(GRACE));
        List<Integer> sent = new ArrayList<>();
        for (SenderStub.Attempt attempt = underWay; attempt != null; attempt = oldSender.nextUntil(ending)) {
            sent.add((int) body(attempt)[0]);
            attempt.answer(SendResult.SENT);
        }
        while (sent.size() < 4) {
            SenderStub.Attempt attempt = newSender.next();
            sent.add((int) body(attempt)[0]);
            attempt.answer(SendResult.SENT);
        }
        assertThat(sent).as("each once, in the order they came in").containsExactly(1, 2, 4, 3);
        awaitQueueSize(0);
    }

    @Test
    void aSecondExporterOnTheSameFilesIsRefused() throws Exception {
        start(new SenderStub(), ONE_AT_A_TIME);
        telemetry = new ComponentTelemetry();
        assertThatThrownBy(() -> start(new SenderStub(), ONE_AT_A_TIME))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("in use by another exporter of this process");
    }

    @Test
    void aDamagedRequestIsCountedAndCostsNoOther() throws Exception {
        StoredQueue queue = start(new SenderStub(), ONE_AT_A_TIME);
        for (int i = 0; i < 3; i++) {
            queue.consume(points(i));
        }
        queue.shutdown(Duration.ZERO);
        flipInTheMiddle();

        telemetry = new ComponentTelemetry();
        SenderStub sender = new SenderStub();
        start(sender, ONE_AT_A_TIME);
        for (int i : new int[] {0, 2}) {
            SenderStub.Attempt attempt = sender.next();
            assertThat(body(attempt)).containsExactly(i);
            attempt.answer(SendResult.SENT);
        }
        awaitQueueSize(0);
        assertThat(count(MetricNames.EXPORTER_QUEUE_DAMAGED)).isEqualTo(1);
        assertThat(telemetry.problem()).contains("damaged and lost");
    }

    private void flipInTheMiddle() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(f -> f.toString().endsWith(".requests"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    }

    @Test
    void aLongBacklogIsNotHeldInMemory() throws Exception {
        SenderStub sender = new SenderStub();
        StoredQueue queue = start(sender, settings(Sizer.REQUESTS, 100_000, 2, null));
        for (int i = 0; i < 2_000; i++) {
            assertThat(queue.consume(points(i % 100))).isEqualTo(Outcome.ACCEPTED);
        }
        sender.next();
        sender.next();
        await(() -> memory.heldBytes() > 0);
        assertThat(memory.heldBytes()).as("a few requests").isLessThan(2_000);
        assertThat(count(MetricNames.EXPORTER_QUEUE_SIZE)).isEqualTo(2_000);
    }
}
