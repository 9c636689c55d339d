package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a segment beside its place and moves it there when it is whole. */
final class SegmentWriter implements AutoCloseable {
    static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final Path target;
    private final Path unfinished;
    private final AppendFile file;
    private final BlockBuilder block = new BlockBuilder();
    private final List<BlockInfo> blocks = new ArrayList<>();
    private final long[] times = new long[BlockBuilder.CHUNK_SAMPLES_MAX];
    private final double[] values = new double[BlockBuilder.CHUNK_SAMPLES_MAX];
    private int series = -1;
    private int held;
    private long bytes;
    private boolean published;

    SegmentWriter(Disk disk, Path target) throws IOException {
        this.disk = disk;
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        this.file = disk.create(unfinished);
        write(Segment.MAGIC, Segment.MAGIC.length);
    }

    /** Adds samples; series never fall, and times within a series rise. */
    void add(int ofSeries, long[] fromTimes, double[] fromValues, int from, int to) throws IOException {
        if (ofSeries != series) {
            flushChunk();
            series = ofSeries;
        }
        int next = from;
        while (next < to) {
            if (held == times.length) {
                flushChunk();
            }
            int count = Math.min(to - next, times.length - held);
            System.arraycopy(fromTimes, next, times, held, count);
            System.arraycopy(fromValues, next, values, held, count);
            held += count;
            next += count;
        }
    }

    private void flushChunk() throws IOException {
        if (held > 0) {
            block.add(series, times, values, held);
            held = 0;
            if (block.isFull()) {
                flushBlock();
            }
        }
    }

    private void flushBlock() throws IOException {
        if (!block.isEmpty()) {
            var frame = block.frame();
            blocks.add(block.info(bytes));
            write(frame.array(), frame.size());
            block.clear();
        }
    }

    /** Writes the index, waits for the disk, and gives the file its name. */
    Segment finish(Generations generations) throws IOException {
        flushChunk();
        flushBlock();
        var index = new ByteSink(64 + 24 * blocks.size());
        index.putUnsigned(blocks.size());
        blocks.forEach(info -> info.write(index));
        int length = index.size();
        int crc = Checksum.of(index.array(), 0, length);
        index.putInt(length);
        index.putInt(crc);
        index.putBytes(Segment.END_MAGIC, 0, Segment.END_MAGIC.length);
        write(index.array(), index.size());
        file.sync();
        file.close();
        disk.publish(unfinished, target);
        published = true;
        return new Segment(target, generations, List.copyOf(blocks), bytes, false);
    }

    private void write(byte[] array, int length) throws IOException {
        file.write(array, 0, length);
        bytes += length;
    }

    /** Leaves nothing behind if the segment was not finished. */
    @Override
    public void close() throws IOException {
        if (!published) {
            file.close();
            disk.delete(unfinished);
        }
    }
}
