package phoenix.verify.hostmetrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import phoenix.testkit.RealProcess;
import tools.jackson.databind.ObjectMapper;

/** The payloads that the Collector's file exporter writes, a line each, in order and as they come. */
final class PayloadFile implements AutoCloseable {
    private final Path file;
    private final RealProcess writer;
    private final Duration limit;
    private final WatchService watcher;
    private final ObjectMapper json = new ObjectMapper();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long offset;

    /** The file {@code name} in {@code folder}, which need not exist yet. */
    PayloadFile(Path folder, String name, RealProcess writer, Duration limit) throws IOException {
        this.file = folder.resolve(name);
        this.writer = writer;
        this.limit = limit;
        watcher = folder.getFileSystem().newWatchService();
        folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    }

    Series next() throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (lines.isEmpty()) {
            readNew();
            if (!lines.isEmpty()) {
                break;
            }
            if (!writer.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the Collector wrote no payload within " + limit + ": " + writer.err());
            }
            WatchKey key = watcher.poll(1, TimeUnit.SECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        }
        return Series.of(json.readTree(lines.removeFirst()));
    }

    private void readNew() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - offset));
            int read = Math.max(0, channel.read(bytes, offset));
            int whole = read;
            while (whole > 0 && bytes.get(whole - 1) != '\n') {
                whole--;
            }
            offset += whole;
            new String(bytes.array(), 0, whole, StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }
}
