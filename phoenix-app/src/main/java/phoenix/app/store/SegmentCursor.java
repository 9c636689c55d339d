package phoenix.app.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import phoenix.experiment.store.TimeWindow;

/**
 * Walks over the chunks of a segment in order of series, leaving out what cannot be wanted. Reads, never maps, the file: mapped
 * pages would count as memory of the process. A file that is open stays readable after it is deleted.
 */
final class SegmentCursor implements Closeable {
    private final FileChannel channel;
    private final Segment segment;
    private final TimeWindow window;
    private final SeriesSelection wanted;
    private final Iterator<BlockInfo> blocks;
    private final BlockCursor block = new BlockCursor();
    private final List<TimeWindow> damaged = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private boolean inBlock;
    private BlockInfo current = new BlockInfo(0, 0, 0, 0, 0, 0, 0);

    SegmentCursor(Segment segment, TimeWindow window, SeriesSelection wanted) throws IOException {
        this.channel = FileChannel.open(segment.path());
        this.segment = segment;
        this.window = window;
        this.wanted = wanted;
        this.blocks = segment.blocks().iterator();
        if (segment.damaged()) {
            // What came after the last whole block is unknown, and so is when it was.
            damaged.add(TimeWindow.ALL);
        }
    }

    /** Goes to the next chunk that is wanted. */
    boolean next() throws IOException {
        while (true) {
            if (!inBlock && !openBlock()) {
                return false;
            }
            try {
                while (block.next()) {
                    var times = block.times();
                    if (wanted.contains(block.series()) && window.overlaps(times[0], times[block.samples() - 1])) {
                        return true;
                    }
                }
            } catch (DamagedException e) {
                leaveOut();
            }
            inBlock = false;
        }
    }

    private boolean openBlock() throws IOException {
        while (blocks.hasNext()) {
            current = blocks.next();
            if (window.overlaps(current.firstMillis(), current.lastMillis())
                    && wanted.any(current.firstSeries(), current.lastSeries())) {
                if (load()) {
                    inBlock = true;
                    return true;
                }
                leaveOut();
            }
        }
        return false;
    }

    private boolean load() throws IOException {
        int frame = Checksum.HEADER + current.length();
        if (current.offset() + frame > segment.bytes()) {
            return false;
        }
        if (bytes.length < frame + BitPacking.SLACK) {
            bytes = new byte[frame + BitPacking.SLACK];
        }
        Segment.readFully(channel, bytes, current.offset(), frame);
        try {
            if (!Segment.isWhole(bytes, current.length())) {
                return false;
            }
        } catch (DamagedException e) {
            return false;
        }
        block.open(bytes, Checksum.HEADER, current.length());
        return true;
    }

    private void leaveOut() {
        long end = current.lastMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : current.lastMillis() + 1;
        damaged.add(new TimeWindow(current.firstMillis(), end));
    }

    int series() {
        return block.series();
    }

    int samples() {
        return block.samples();
    }

    long[] times() {
        return block.times();
    }

    /** The values of this chunk; empty if they turn out to be damaged. */
    double[] values() {
        try {
            return block.values();
        } catch (DamagedException e) {
            leaveOut();
            return new double[0];
        }
    }

    /** Spans of time in which something was left out so far. */
    List<TimeWindow> damaged() {
        return damaged;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
