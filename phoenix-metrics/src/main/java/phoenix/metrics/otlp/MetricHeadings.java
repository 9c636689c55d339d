package phoenix.metrics.otlp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads name, description and unit of a metric where they stand first, as every writer in use puts them. The same bytes
 * give the same heading: one look-up in place of three, and of a new {@link phoenix.metrics.MetricInfo} for each
 * metric of each request. Not thread-safe.
 */
final class MetricHeadings {
    private static final int REMEMBERED_MAX = 8192;
    private static final int BYTES_MAX = 1024;

    private final ByteTable<MetricHeading> known = new ByteTable<>(REMEMBERED_MAX, REMEMBERED_MAX * 256L);

    /** Null, with nothing read, for texts that are too long to remember or not there. */
    @Nullable
    MetricHeading read(WireReader in) throws OtlpFormatException {
        int start = in.position;
        while (in.hasMore() && isText(in.bytes[in.position])) {
            in.position++;
            in.skipBytes();
        }
        int end = in.position;
        if (end == start || end - start > BYTES_MAX) {
            in.position = start;
            return null;
        }
        int hash = ByteTable.hash(in.bytes, start, end);
        MetricHeading heading = known.get(hash, in.bytes, start, end);
        if (heading == null) {
            in.position = start;
            heading = parse(in, end);
            known.put(hash, Arrays.copyOfRange(in.bytes, start, end), heading);
        }
        return heading;
    }

    private static boolean isText(byte tag) {
        return tag == 0x0A || tag == 0x12 || tag == 0x1A;
    }

    private static MetricHeading parse(WireReader in, int end) throws OtlpFormatException {
        String name = "";
        String description = "";
        String unit = "";
        while (in.position < end) {
            int tag = in.tag();
            String text = in.text();
            switch (tag) {
                case 0x0A -> name = text;
                case 0x12 -> description = text;
                default -> unit = text;
            }
        }
        return new MetricHeading(name, description, unit);
    }
}
