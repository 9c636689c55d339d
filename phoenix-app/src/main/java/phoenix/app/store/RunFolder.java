package phoenix.app.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run: a marker that says that it is one, the lock, the series, the log of the newest samples, and segments.
 *
 * @param path the folder
 * @param runId its run
 */
record RunFolder(Path path, String runId) {
    static final String MARKER = "run.txt";
    static final String LOCK = "lock";
    static final String SERIES = "series.log";
    static final String SERIES_MAGIC = "PHXSER01";
    static final String SAMPLES_MAGIC = "PHXSAM01";
    private static final String FORMAT = "phoenix comparison store";
    private static final int VERSION = 1;

    Path marker() {
        return path.resolve(MARKER);
    }

    Path lock() {
        return path.resolve(LOCK);
    }

    Path series() {
        return path.resolve(SERIES);
    }

    Path log(int generation) {
        return path.resolve(Generations.logName(generation));
    }

    Path segment(Generations generations) {
        return path.resolve(generations.segmentName());
    }

    /** The names of the files in the folder; none where there is no folder. */
    List<String> names() throws IOException {
        try (var files = Files.newDirectoryStream(path)) {
            var names = new ArrayList<String>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            names.sort(null);
            return names;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Whether a file of this name can have been written by this store. */
    static boolean isOurs(String name) {
        var finished = name.endsWith(SegmentWriter.UNFINISHED)
                ? name.substring(0, name.length() - SegmentWriter.UNFINISHED.length())
                : name;
        return finished.equals(MARKER)
                || name.equals(LOCK)
                || name.equals(SERIES)
                || Generations.ofLog(name) > 0
                || Generations.ofSegment(finished) != null;
    }

    /** Whether these files are what a process leaves that died before it had written the marker. */
    static boolean isBarelyBegun(List<String> names) {
        return List.of(LOCK, MARKER + SegmentWriter.UNFINISHED).containsAll(names);
    }

    /** The size of all files in bytes. */
    long bytes() throws IOException {
        long bytes = 0;
        for (var name : names()) {
            var attributes = attributes(name);
            bytes += attributes == null ? 0 : attributes.size();
        }
        return bytes;
    }

    /** When anything in the folder was written last. */
    Instant lastWritten() throws IOException {
        var last = Instant.EPOCH;
        for (var name : names()) {
            var attributes = attributes(name);
            if (attributes != null && attributes.lastModifiedTime().toInstant().isAfter(last)) {
                last = attributes.lastModifiedTime().toInstant();
            }
        }
        return last;
    }

    /** Null if the file was merged into another, or deleted, since it was listed. */
    private @Nullable BasicFileAttributes attributes(String name) throws IOException {
        try {
            return Files.readAttributes(path.resolve(name), BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    void writeMarker(Disk disk, Duration retention) throws IOException {
        var text = FORMAT + " " + VERSION + "\nrun " + runId + "\nretention-millis " + retention.toMillis() + "\n";
        var bytes = (text + "checksum " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
        var unfinished = path.resolve(MARKER + SegmentWriter.UNFINISHED);
        try (var file = disk.create(unfinished)) {
            file.write(bytes, 0, bytes.length);
            file.sync();
        }
        disk.publish(unfinished, marker());
    }

    /**
     * Reads the marker.
     *
     * @return how long the run is kept after it was last written
     * @throws NoSuchFileException if there is none
     */
    Duration readMarker() throws IOException, ProblemException {
        var text = new String(Files.readAllBytes(marker()), StandardCharsets.ISO_8859_1);
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(FORMAT)) {
            throw new ProblemException(Problems.foreign(path, "was not written by this store"));
        }
        int checksumAt = text.lastIndexOf("checksum ");
        if (checksumAt < 0
                || !text.substring(checksumAt).equals("checksum " + checksum(text.substring(0, checksumAt)) + "\n")) {
            throw new ProblemException(Problems.corrupt(path, MARKER + " was changed"));
        }
        if (!lines.getFirst().equals(FORMAT + " " + VERSION)) {
            throw new ProblemException(Problems.foreign(path, "was written by another version of this store"));
        }
        return Duration.ofMillis(Long.parseLong(lines.get(2).substring("retention-millis ".length())));
    }

    private static String checksum(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Integer.toHexString(Checksum.of(bytes, 0, bytes.length));
    }
}
