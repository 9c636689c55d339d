package phoenix.engine.exporter.sending.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.component.StorageSpace;

/** On a real disk. */
class QueueFolderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final Object owner = new Object();

    @TempDir
    Path directory = Path.of("");

    private Path folder() {
        return directory.resolve("exporter_otlp__metrics.queue");
    }

    private StorageSpace space(boolean recreate) {
        return new StorageSpace(folder(), true, 0, Duration.ZERO, recreate);
    }

    private QueueFolder open() throws IOException {
        return QueueFolder.open(space(false), owner, NOW).folder();
    }

    private static void put(QueueFolder folder, String text) throws IOException {
        assertThat(folder.log().append(QueueLogTest.bytes(text), 1, QueueLogTest.OPEN, false))
                .isNull();
    }

    @Test
    void keepsRequestsOverARestart() throws IOException {
        QueueFolder first = open();
        put(first, "a");
        put(first, "b");
        first.log().acknowledge(List.of(QueueLogTest.rest(first.log()).get(0).key()));
        first.release();

        QueueFolder.Opened second = QueueFolder.open(space(false), owner, NOW);
        assertThat(second.recovery()).isEqualTo(new Recovery(1, 1, 0, 0));
        List<StoredRequest> rest = QueueLogTest.rest(second.folder().log());
        assertThat(QueueLogTest.texts(rest)).containsExactly("b");
        second.folder().log().acknowledge(List.of(rest.get(0).key()));
        second.folder().release();
        assertThat(folder()).isDirectoryContaining("glob:**lock").isDirectoryNotContaining("glob:**.requests");
    }

    @Test
    void nobodyElseMayRead() throws IOException {
        QueueFolder folder = open();
        put(folder, "a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(Segment.name(1)))))
                .isEqualTo("rw-------");
        folder.release();
    }

    @Test
    void theSameExporterMayOpenItAgainAndAnotherMayNot() throws IOException {
        QueueFolder first = open();
        QueueFolder second = open();
        assertThat(second).isSameAs(first);
        assertThatThrownBy(() -> QueueFolder.open(space(false), new Object(), NOW))
                .hasMessageContaining("in use by another exporter of this process")
                .hasMessageContaining("its own directory");
        first.release();
        put(second, "still open");
        second.release();
        QueueFolder third = QueueFolder.open(space(false), new Object(), NOW).folder();
        third.release();
    }

    @Test
    void aLockThatIsHeldIsNamedAndLetGoOfWhenClosed() throws IOException {
        open().release();
        try (FileChannel other = FileChannel.open(folder().resolve(FolderLock.FILE), StandardOpenOption.WRITE)) {
            // Another process is played by a lock on the file that this one did not take through the folder.
            assertThat(other.tryLock()).isNotNull();
            assertThatThrownBy(this::open).isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
        }
        open().release();
    }

    @Test
    void whatCannotBeReadIsRefusedOrMovedAway() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(Segment.name(1)), "not written by this queue");
        assertThatThrownBy(this::open)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("000000000001.requests is no file of this queue")
                .hasMessageContaining("recreate: true");

        QueueFolder recreated = QueueFolder.open(space(true), owner, NOW).folder();
        put(recreated, "a");
        recreated.release();
        assertThat(directory
                        .resolve("exporter_otlp__metrics.queue.2026-01-02T030405.678Z.backup")
                        .resolve(Segment.name(1)))
                .hasContent("not written by this queue");
    }

    @Test
    void aTornEndIsCutOff() throws IOException {
        QueueFolder first = open();
        put(first, "whole");
        put(first, "torn by a crash");
        first.release();
        Path file = folder().resolve(Segment.name(1));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));

        QueueFolder.Opened second = QueueFolder.open(space(false), owner, NOW);
        assertThat(second.recovery()).isEqualTo(new Recovery(1, 1, RecordHeader.BYTES + 12, 0));
        put(second.folder(), "later");
        assertThat(QueueLogTest.texts(QueueLogTest.rest(second.folder().log()))).containsExactly("whole", "later");
        second.folder().release();

        QueueFolder.Opened third = QueueFolder.open(space(false), owner, NOW);
        assertThat(third.recovery()).as("it is told once").isEqualTo(new Recovery(2, 2, 0, 0));
        third.folder().release();
    }

    @Test
    void limitedFoldersHaveSmallFiles() {
        assertThat(QueueFolder.segmentBytes(0)).isEqualTo(16 << 20);
        assertThat(QueueFolder.segmentBytes(8 << 20)).isEqualTo(1 << 20);
        assertThat(QueueFolder.segmentBytes(1000)).isEqualTo(64 << 10);
    }
}
