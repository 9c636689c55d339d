package phoenix.engine.exporter.sending.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueueLogTest {
    static final QueueLog.Gate OPEN = usage -> null;
    private static final int SMALL = 400;

    private final MemoryFiles files = new MemoryFiles();
    private QueueLog log = open();

    private QueueLog open() {
        return open(files).log();
    }

    static QueueLog.Opened open(QueueFiles files) {
        try {
            return QueueLog.open(files, "queue", SMALL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(String... texts) throws IOException {
        for (String text : texts) {
            assertThat(log.append(bytes(text), text.length(), OPEN, false)).isNull();
        }
    }

    static List<StoredRequest> rest(QueueLog log) throws IOException {
        List<StoredRequest> rest = new ArrayList<>();
        for (StoredRequest request = log.next(); request != null; request = log.next()) {
            rest.add(request);
        }
        return rest;
    }

    static List<String> texts(List<StoredRequest> requests) {
        return requests.stream()
                .map(request -> new String(request.request(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<RecordKey> keys(List<StoredRequest> requests) {
        return requests.stream().map(StoredRequest::key).toList();
    }

    @Test
    void givesOutInOrderWhatWasPutInAndCountsItUntilItIsAcknowledged() throws IOException {
        put("one", "three");
        List<StoredRequest> given = rest(log);

        assertThat(texts(given)).containsExactly("one", "three");
        assertThat(log.next()).as("each once").isNull();
        assertThat(log.usage())
                .extracting(QueueUsage::requests, QueueUsage::points, QueueUsage::bytes)
                .containsExactly(2L, 8L, 8L);
        log.acknowledge(keys(given).subList(0, 1));
        assertThat(log.usage().requests()).isEqualTo(1);
        put("more");
        assertThat(texts(rest(log))).containsExactly("more");
    }

    @Test
    void whatIsNotAcknowledgedIsThereAgainAfterARestart() throws IOException {
        put("a", "b", "c");
        log.acknowledge(List.of(rest(log).get(1).key()));

        QueueLog.Opened again = open(files.copy());

        assertThat(again.recovery()).isEqualTo(new Recovery(2, 2, 0, 0));
        assertThat(texts(rest(again.log()))).containsExactly("a", "c");
    }

    @Test
    void aFileGoesWhenAllInItIsDone() throws IOException {
        for (int i = 0; i < 30; i++) {
            put("request " + i + " ".repeat(50));
        }
        List<StoredRequest> given = rest(log);
        assertThat(given).hasSize(30);
        long full = log.usage().diskBytes();
        assertThat(files.names()).hasSizeGreaterThan(5);

        log.acknowledge(keys(given).subList(0, 15));
        assertThat(log.usage().diskBytes()).isLessThan(full * 2 / 3);
        log.acknowledge(keys(given).subList(15, 30));
        log.close();

        assertThat(files.names()).isEmpty();
    }

    @Test
    void anEmptyQueueDoesNotMakeAFileForEachRequest() throws IOException {
        for (int i = 0; i < 3; i++) {
            put("x");
            log.acknowledge(keys(rest(log)));
        }
        assertThat(files.names()).containsExactly("000000000001.done", "000000000001.requests");
    }

    @Test
    void theGateDecidesAndWaitingEndsWithRoom() throws Exception {
        QueueLog.Gate one = usage -> usage.requests() >= 1 ? new QueueLog.Refusal("full", true) : null;
        assertThat(log.append(bytes("a"), 1, one, false)).isNull();
        assertThat(log.append(bytes("b"), 1, one, false)).isEqualTo(new QueueLog.Refusal("full", true));

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                assertThat(log.append(bytes("c"), 1, one, true)).isNull();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        log.acknowledge(keys(rest(log)));
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(texts(rest(log))).containsExactly("c");
    }

    @Test
    void aFullDiskRefusesAndTakesAgainWhenThereIsRoom() throws IOException {
        put("first");
        files.bytesLeft = 30;
        assertThatThrownBy(() -> put("second, which does not fit")).hasMessageContaining("No space left");
        assertThat(log.usage().requests()).isEqualTo(1);
        assertThat(texts(rest(log))).as("what there is goes on being sent").containsExactly("first");

        files.bytesLeft = Long.MAX_VALUE;
        put("third");

        assertThat(texts(rest(log))).containsExactly("third");
        assertThat(texts(rest(open(files.copy()).log()))).containsExactly("first", "third");
    }

    @Test
    void whatIsSentGivesTheDiskSpaceThatIsMissing() throws IOException {
        files.bytesLeft = 100;
        put("x".repeat(60));
        assertThatThrownBy(() -> put("y".repeat(60))).hasMessageContaining("No space left");
        log.acknowledge(keys(rest(log))); // the note of it does not fit any more
        put("y".repeat(60));

        assertThat(texts(rest(log))).containsExactly("y".repeat(60));
    }

    @Test
    void aNoteOfWhatIsDoneThatDoesNotFitIsWrittenLater() throws IOException {
        put("a", "b");
        List<StoredRequest> given = rest(log);
        files.bytesLeft = 3;
        assertThatThrownBy(() -> log.acknowledge(keys(given).subList(0, 1))).hasMessageContaining("No space left");
        assertThat(texts(rest(open(files.copy()).log())))
                .as("sent twice, not lost")
                .containsExactly("a", "b");

        files.bytesLeft = Long.MAX_VALUE;
        put("c");
        log.acknowledge(keys(rest(log)));
        assertThat(texts(rest(open(files.copy()).log()))).containsExactly("b");
        put("d");
        log.acknowledge(keys(rest(log)));
        assertThat(files.bytes("000000000001.done")).as("each is noted once").hasSize(3 * 8);
    }

    @Test
    void aFileThatCannotBeMendedGivesWayToAnother() throws IOException {
        put("first");
        files.bytesLeft = 30;
        files.cutFails = true;
        assertThatThrownBy(() -> put("second, which does not fit")).hasMessageContaining("No space left");
        files.bytesLeft = Long.MAX_VALUE;
        files.cutFails = false;
        put("third");

        QueueLog.Opened again = open(files.copy());
        assertThat(again.recovery().tornBytes()).isEqualTo(30);
        assertThat(again.recovery().damagedRequests()).isZero();
        assertThat(texts(rest(again.log()))).containsExactly("first", "third");
    }

    @Test
    void readingGoesOnWhereItFailed() throws IOException {
        put("a", "b");
        assertThat(texts(List.of(java.util.Objects.requireNonNull(log.next())))).containsExactly("a");
        files.readFails = true;
        assertThatThrownBy(log::next).hasMessageContaining("Input/output error");
        files.readFails = false;
        assertThat(texts(rest(log))).containsExactly("b");
    }

    @Test
    void aFileThatCannotBeReadIsLeftForTheNextStart() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("request " + i + " ".repeat(80));
        }
        files.readFails = true;
        assertThatThrownBy(log::next).hasMessageContaining("Input/output error");
        files.readFails = false;
        log.skipFile();
        List<StoredRequest> given = rest(log);
        assertThat(given).isNotEmpty().hasSizeLessThan(10);
        log.acknowledge(keys(given));
        log.close();
        assertThat(rest(open(files).log())).hasSize(10 - given.size());
    }

    @Test
    void rewindingGivesOutAgainWhatIsNotDone() throws IOException {
        put("a", "b", "c");
        log.acknowledge(List.of(rest(log).get(0).key()));
        log.rewind();
        assertThat(texts(rest(log))).containsExactly("b", "c");
    }

    @Test
    void aFileOfSomebodyElseIsRefused() {
        files.put(Segment.name(1), bytes("this is no queue, and long enough to be one"));
        assertThatThrownBy(() -> QueueLog.open(files, "queue", SMALL)).isInstanceOf(CorruptQueueException.class);
    }

    @Test
    void otherNamesAreLeftAlone() throws IOException {
        files.put("notes.txt", bytes("mine"));
        put("a");
        log.acknowledge(keys(rest(log)));
        log.close();
        log = open();
        assertThat(files.names()).containsExactly("notes.txt");
    }

    @Test
    void whatBecomesDamagedWhileItRunsIsPassedOverAndCounted() throws IOException {
        put("a", "b", "c");
        byte[] bytes = files.bytes(Segment.name(1));
        bytes[Segment.MAGIC.length + RecordHeader.BYTES + 1 + RecordHeader.BYTES] ^= 1; // the letter b
        files.put(Segment.name(1), bytes);

        assertThat(texts(rest(log))).containsExactly("a", "c");
        assertThat(log.damagedRequests()).isEqualTo(1);
        assertThat(log.usage().requests()).isEqualTo(2);
    }
}
