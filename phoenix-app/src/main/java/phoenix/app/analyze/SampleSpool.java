package phoenix.app.analyze;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.app.analyze.SampleTable.Columns;
import phoenix.experiment.Variant;

/**
 * Samples in any order, brought together by experiment: what does not fit a small buffer goes to a temporary file, so that
 * memory does not grow with the input. For one thread.
 *
 * <pre>{@code
 * try (SampleSpool spool = new SampleSpool()) {
 *     spool.add("exp-1", 17, Variant.BASELINE, "cpu", 0.25);
 *     ...
 *     spool.forEach(table -> ...);
 * }
 * }</pre>
 */
final class SampleSpool implements AutoCloseable {
    static final int EXPERIMENTS_MAX = 50_000;
    static final int MEASURES_MAX = 1_000;

    /** Of one group, so that it can be held in memory while its experiments are judged. */
    private static final int SAMPLES_MAX = 6_000_000;

    /** Experiments that share a buffer: one each would be too many buffers. */
    private static final int GROUP = 8;

    private static final int RECORD_BYTES = Long.BYTES + Double.BYTES + Integer.BYTES;
    private static final int CHUNK_BYTES = 400 * RECORD_BYTES;

    private final Map<String, Integer> experiments = new LinkedHashMap<>();
    private final Map<String, Integer> measures = new LinkedHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private @Nullable FileChannel file;
    private long fileBytes;

    /** Takes each experiment, in the order in which they first came. */
    interface TableConsumer {
        void accept(SampleTable table) throws IOException;
    }

    /** The input cannot be taken; the message says why. */
    static final class UnusableSamplesException extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableSamplesException(String message) {
            super(message);
        }
    }

    private static final class Group {
        private ByteBuffer open = ByteBuffer.allocate(16 * RECORD_BYTES);
        private long[] chunks = new long[4];
        private int chunkCount;

        int samples() {
            return (int) ((long) chunkCount * CHUNK_BYTES / RECORD_BYTES) + open.position() / RECORD_BYTES;
        }
    }

    /**
     * Adds one sample.
     *
     * @param value NaN for a sample that is there without a value
     * @throws UnusableSamplesException when there are more than can be handled
     */
    void add(String experiment, long bucket, Variant variant, String measure, double value) throws IOException {
        Integer known = experiments.get(experiment);
        int id = known == null ? number(experiment) : known;
        Integer knownMeasure = measures.get(measure);
        int column = knownMeasure == null ? numberOfMeasure(measure) : knownMeasure;
        Group group = groups.get(id / GROUP);
        if (group.open.remaining() < RECORD_BYTES) {
            makeRoom(group);
        }
        group.open.putLong(bucket).putDouble(value).putInt(column * 2 * GROUP + variant.ordinal() * GROUP + id % GROUP);
    }

    private int number(String experiment) throws UnusableSamplesException {
        int id = experiments.size();
        if (id == EXPERIMENTS_MAX) {
            throw new UnusableSamplesException("more than " + EXPERIMENTS_MAX + " experiments");
        }
        experiments.put(experiment, id);
        if (id % GROUP == 0) {
            groups.add(new Group());
        }
        return id;
    }

    private int numberOfMeasure(String measure) throws UnusableSamplesException {
        if (measures.size() == MEASURES_MAX) {
            throw new UnusableSamplesException("more than " + MEASURES_MAX + " measures");
        }
        measures.put(measure, measures.size());
        return measures.size() - 1;
    }

    private void makeRoom(Group group) throws IOException {
        if (group.samples() >= SAMPLES_MAX) {
            throw new UnusableSamplesException(
                    "more than " + SAMPLES_MAX + " samples of " + GROUP + " experiments that came one after another");
        }
        if (group.open.capacity() < CHUNK_BYTES) {
            ByteBuffer larger = ByteBuffer.allocate(Math.min(CHUNK_BYTES, group.open.capacity() * 5));
            group.open = larger.put(group.open.flip());
            return;
        }
        if (group.chunkCount == group.chunks.length) {
            group.chunks = Arrays.copyOf(group.chunks, group.chunkCount * 2);
        }
        group.chunks[group.chunkCount++] = fileBytes;
        fileBytes += CHUNK_BYTES;
        group.open.flip();
        while (group.open.hasRemaining()) {
            file().write(group.open);
        }
        group.open.clear();
    }

    private FileChannel file() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("phoenix-analyze-", ".samples");
            file = FileChannel.open(
                    path,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        return file;
    }

    /** By name, in the order in which they first came. */
    List<String> measures() {
        return List.copyOf(measures.keySet());
    }

    int experiments() {
        return experiments.size();
    }

    /**
     * Hands over every experiment.
     *
     * @throws UnusableSamplesException where a sample stands twice
     */
    void forEach(TableConsumer consumer) throws IOException {
        List<String> names = List.copyOf(experiments.keySet());
        List<String> measureNames = measures();
        for (int g = 0; g < groups.size(); g++) {
            ByteBuffer records = read(groups.get(g));
            for (int i = 0; i < GROUP && g * GROUP + i < names.size(); i++) {
                consumer.accept(table(names.get(g * GROUP + i), i, records, measureNames));
            }
        }
    }

    private ByteBuffer read(Group group) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(group.samples() * RECORD_BYTES);
        for (int i = 0; i < group.chunkCount; i++) {
            ByteBuffer chunk = all.slice(all.position(), CHUNK_BYTES);
            long at = group.chunks[i];
            while (chunk.hasRemaining()) {
                at += file().read(chunk, at);
            }
            all.position(all.position() + CHUNK_BYTES);
        }
        all.put(group.open.duplicate().flip());
        return all.flip();
    }

    private static SampleTable table(String experiment, int member, ByteBuffer records, List<String> names)
            throws UnusableSamplesException {
        long[] buckets = buckets(member, records);
        Map<Integer, Columns> columns = new HashMap<>();
        Map<String, Columns> byName = new LinkedHashMap<>();
        int at = 0;
        for (int offset = 0; offset < records.limit(); offset += RECORD_BYTES) {
            int code = records.getInt(offset + Long.BYTES + Double.BYTES);
            if (code % GROUP != member) {
                continue;
            }
            long bucket = records.getLong(offset);
            // Mostly the same bucket as before, or the next one.
            at = buckets[at] == bucket
                    ? at
                    : at + 1 < buckets.length && buckets[at + 1] == bucket
                            ? at + 1
                            : Arrays.binarySearch(buckets, bucket);
            int measure = code / (2 * GROUP);
            Columns pair = columns.get(measure);
            if (pair == null) {
                pair = Columns.empty(buckets.length);
                columns.put(measure, pair);
                byName.put(names.get(measure), pair);
            }
            Variant variant = Variant.values()[code / GROUP % 2];
            double[] column = pair.of(variant);
            if (!Double.isNaN(column[at])) {
                throw new UnusableSamplesException("experiment \"" + experiment + "\", bucket " + (at + 1)
                        + " in order: " + names.get(measure) + " of the " + variant.label() + " stands twice");
            }
            column[at] = records.getDouble(offset + Long.BYTES);
        }
        return new SampleTable(experiment, buckets, byName);
    }

    private static long[] buckets(int member, ByteBuffer records) {
        long[] all = new long[records.limit() / RECORD_BYTES];
        int count = 0;
        boolean sorted = true;
        for (int offset = 0; offset < records.limit(); offset += RECORD_BYTES) {
            if (records.getInt(offset + Long.BYTES + Double.BYTES) % GROUP == member) {
                all[count] = records.getLong(offset);
                sorted &= count == 0 || all[count] >= all[count - 1];
                count++;
            }
        }
        if (!sorted) {
            Arrays.sort(all, 0, count);
        }
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || all[distinct - 1] != all[i]) {
                all[distinct++] = all[i];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
