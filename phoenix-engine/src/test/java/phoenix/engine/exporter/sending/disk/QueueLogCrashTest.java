package phoenix.engine.exporter.sending.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import phoenix.testkit.Seeds;

/** A process may die between any two bytes that it writes, a disk may become full, and files may be changed. */
class QueueLogCrashTest {
    /** What was done with one request, in steps of the files. */
    private static final class Life {
        final String text;
        final int putFrom;
        int putUntil = Integer.MAX_VALUE;
        int doneFrom = Integer.MAX_VALUE;
        int doneUntil = Integer.MAX_VALUE;

        Life(String text, int putFrom) {
            this.text = text;
            this.putFrom = putFrom;
        }
    }

    private static String text(RandomGenerator random, int number) {
        return number + ":" + "x".repeat(random.nextInt(4) == 0 ? 0 : random.nextInt(150));
    }

    /** Puts in, sends in another order, and starts again now and then. */
    private static final class Load {
        final MemoryFiles files = new MemoryFiles();
        final List<Life> lives = new ArrayList<>();
        private final Map<RecordKey, Life> given = new HashMap<>();
        private final RandomGenerator random;
        private QueueLog log = QueueLogTest.open(files).log();

        Load(RandomGenerator random) {
            this.random = random;
        }

        void run(int operations) throws IOException {
            for (int i = 0; i < operations; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> put();
                    case 4 -> take();
                    case 5, 6 -> acknowledge();
                    default -> {
                        if (random.nextInt(6) == 0) {
                            restart();
                        }
                    }
                }
            }
        }

        private void put() throws IOException {
            Life life = new Life(text(random, lives.size()), files.steps());
            lives.add(life);
            assertThat(log.append(QueueLogTest.bytes(life.text), 1, QueueLogTest.OPEN, false))
                    .isNull();
            life.putUntil = files.steps();
        }

        private void take() throws IOException {
            for (StoredRequest request : QueueLogTest.rest(log)) {
                given.put(
                        request.key(), life(QueueLogTest.texts(List.of(request)).getFirst()));
            }
        }

        private Life life(String text) {
            return lives.get(Integer.parseInt(text.substring(0, text.indexOf(':'))));
        }

        private void acknowledge() throws IOException {
            List<RecordKey> keys = new ArrayList<>(given.keySet());
            keys.removeIf(_ -> random.nextInt(3) == 0);
            List<Life> done =
                    keys.stream().map(given::get).filter(Objects::nonNull).toList();
            done.forEach(life -> life.doneFrom = files.steps());
            log.acknowledge(keys);
            done.forEach(life -> life.doneUntil = files.steps());
            keys.forEach(given::remove);
        }

        private void restart() throws IOException {
            if (random.nextBoolean()) {
                log.close();
            }
            given.clear();
            log = QueueLogTest.open(files).log();
        }
    }

    @Test
    void whereverItDiesNothingThatWasTakenIsLostAndNothingThatIsDoneComesAgain() {
        Seeds.forAll(12, random -> {
            Load load = new Load(random);
            load.run(60);
            for (int step = 0; step < load.files.steps(); step++) {
                int bytes = load.files.stepBytes(step);
                Set<Integer> cuts = new TreeSet<>(List.of(0, Math.min(1, bytes), Math.min(23, bytes), bytes / 2));
                cuts.add(Math.max(0, bytes - 1));
                for (int cut : cuts) {
                    check(load, step, cut);
                }
            }
            check(load, load.files.steps(), 0);
        });
    }

    private static void check(Load load, int step, int cut) throws IOException {
        String where = "crash after " + step + " steps and " + cut + " bytes";
        MemoryFiles left = load.files.afterCrash(step, cut);
        QueueLog.Opened opened = QueueLogTest.open(left);
        List<StoredRequest> found = QueueLogTest.rest(opened.log());
        List<String> texts = QueueLogTest.texts(found);
        Set<String> must = new LinkedHashSet<>();
        Set<String> may = new LinkedHashSet<>();
        for (Life life : load.lives) {
            if (life.putUntil <= step && life.doneFrom > step) {
                must.add(life.text);
            }
            if (life.putFrom <= step && life.doneUntil > step) {
                may.add(life.text);
            }
        }
        assertThat(texts).as(where).doesNotHaveDuplicates().containsAll(must);
        assertThat(may).as(where).containsAll(texts);
        assertThat(texts.stream().map(t -> Integer.parseInt(t.substring(0, t.indexOf(':')))))
                .as(where)
                .isSorted();
        assertThat(opened.recovery().damagedRequests()).as(where).isZero();
        assertThat(opened.recovery().requests()).as(where).isEqualTo(texts.size());

        // It goes on: what is put in now is behind what was there, and everything can be let go.
        opened.log().append(QueueLogTest.bytes("new"), 1, QueueLogTest.OPEN, false);
        List<StoredRequest> more = QueueLogTest.rest(opened.log());
        assertThat(QueueLogTest.texts(more)).as(where).containsExactly("new");
        List<RecordKey> all = new ArrayList<>();
        found.forEach(request -> all.add(request.key()));
        more.forEach(request -> all.add(request.key()));
        opened.log().acknowledge(all);
        assertThat(opened.log().usage().requests()).as(where).isZero();
        opened.log().close();
        assertThat(left.names()).as(where).isEmpty();
    }

    @Test
    void whereverTheDiskBecomesFullWhatWasTakenIsThereAndWhatWasRefusedIsNot() {
        Seeds.forAll(200, random -> {
            MemoryFiles files = new MemoryFiles();
            files.bytesLeft = 0;
            QueueLog log = QueueLogTest.open(files).log();
            List<String> waiting = new ArrayList<>();
            int[] next = {0};
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> files.bytesLeft += random.nextInt(200);
                    case 1 -> files.cutFails = random.nextInt(4) == 0;
                    case 2 -> files.deleteFails = random.nextInt(4) == 0;
                    case 3 -> send(log, waiting, random.nextInt(3));
                    default -> {
                        String text = text(random, next[0]++);
                        try {
                            log.append(QueueLogTest.bytes(text), 1, QueueLogTest.OPEN, false);
                            waiting.add(text);
                        } catch (IOException e) {
                            assertThat(e).hasMessageContaining("No space left");
                        }
                    }
                }
                assertThat(log.usage().requests()).isEqualTo(waiting.size());
            }
            QueueLog again = QueueLogTest.open(files.copy()).log();
            assertThat(QueueLogTest.texts(QueueLogTest.rest(again))).containsAll(waiting);
            log.rewind();
            assertThat(QueueLogTest.texts(QueueLogTest.rest(log))).isEqualTo(waiting);
        });
    }

    private static void send(QueueLog log, List<String> waiting, int count) {
        try {
            log.rewind();
            List<StoredRequest> given = QueueLogTest.rest(log);
            assertThat(QueueLogTest.texts(given)).isEqualTo(waiting);
            List<StoredRequest> sent = given.subList(0, Math.min(count, given.size()));
            waiting.subList(0, sent.size()).clear();
            log.acknowledge(sent.stream().map(StoredRequest::key).toList());
        } catch (IOException e) {
            assertThat(e).as("only the note of what is done").hasMessageMatching("No space left.*|Input/output.*");
        }
    }

    @Test
    void aChangedByteCostsOneRequestAtMostAndIsCounted() {
        Seeds.forAll(4, random -> {
            MemoryFiles files = new MemoryFiles();
            QueueLog log = QueueLogTest.open(files).log();
            List<String> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String text = text(random, i);
                log.append(QueueLogTest.bytes(text), 1, QueueLogTest.OPEN, false);
                waiting.add(text);
            }
            List<StoredRequest> given = QueueLogTest.rest(log);
            List<RecordKey> done = List.of(given.get(2).key(), given.get(5).key());
            log.acknowledge(done);
            List<String> all = List.copyOf(waiting);
            waiting.remove(5);
            waiting.remove(2);
            for (String name : files.names()) {
                for (int at = 0; at < files.size(name); at++) {
                    MemoryFiles changed = files.copy();
                    changed.bytes(name)[at] ^= (byte) (1 + random.nextInt(255));
                    checkDamage(changed, name + " changed at " + at, waiting, all, name.endsWith(".done"));
                }
            }
        });
    }

    private static void checkDamage(
            MemoryFiles files, String where, List<String> waiting, List<String> all, boolean mayComeAgain)
            throws IOException {
        QueueLog log = QueueLogTest.open(files).log();
        List<String> found = QueueLogTest.texts(QueueLogTest.rest(log));
        List<String> lost = new ArrayList<>(waiting);
        lost.removeAll(found);
        assertThat(all).as(where).containsAll(found);
        if (mayComeAgain) {
            assertThat(lost).as(where).isEmpty();
            assertThat(found).as(where).hasSizeLessThanOrEqualTo(waiting.size() + 1);
        } else {
            assertThat(lost).as(where).hasSizeLessThanOrEqualTo(1);
            assertThat(log.damagedRequests()).as(where).isGreaterThanOrEqualTo(lost.size());
            assertThat(waiting).as(where).containsAll(found);
            assertThat(log.usage().requests()).as(where).isEqualTo(found.size());
        }
    }
}
