package phoenix.engine.exporter.remotewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;

/**
 * An exponential histogram as Prometheus' native histogram: sparse buckets in spans, as differences.
 *
 * @param countBits the count, or the marker of a stale series
 */
record NativeHistogram(
        long timeMillis,
        int schema,
        long countBits,
        long sumBits,
        double zeroThreshold,
        long zeroCount,
        Layout positive,
        Layout negative) {
    private static final int SCHEMA_MAX = 8;
    static final int SCHEMA_MIN = -4;
    private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;
    /** A longer run of empty buckets is left out, and a new span begins after it. */
    private static final int GAP_MAX = 2;

    /** A run of buckets: how far from the end of the one before, and how long. */
    record Span(int offset, int length) {}

    /** The buckets of one side. */
    record Layout(List<Span> spans, long[] deltas) {}

    /** @param body its scale is {@link #SCHEMA_MIN} at least */
    static NativeHistogram of(ExponentialHistogramBody body, long timeMillis, boolean stale) {
        int scaleDown = Math.max(0, body.scale() - SCHEMA_MAX);
        return new NativeHistogram(
                timeMillis,
                body.scale() - scaleDown,
                stale ? Converter.STALE_BITS : body.count(),
                stale
                        ? Converter.STALE_BITS
                        : Double.doubleToRawLongBits(
                                body.sum().isSet() ? body.sum().value() : 0),
                body.zeroThreshold() == 0 ? DEFAULT_ZERO_THRESHOLD : body.zeroThreshold(),
                body.zeroCount(),
                layout(body.positive(), scaleDown),
                layout(body.negative(), scaleDown));
    }

    private static Layout layout(Buckets buckets, int scaleDown) {
        return buckets.counts().length == 0
                ? new Layout(List.of(), new long[0])
                : new LayoutBuilder(buckets, scaleDown).build();
    }

    ProtoText encode() {
        ProtoText out = new ProtoText();
        out.present(1, countBits).doubleBits(3, sumBits).zigzag(4, schema);
        out.doubleBits(5, Double.doubleToRawLongBits(zeroThreshold)).present(6, zeroCount);
        side(out, negative, 8);
        side(out, positive, 11);
        return out.varint(15, timeMillis);
    }

    private static void side(ProtoText out, Layout layout, int field) {
        for (Span span : layout.spans()) {
            out.message(field, new ProtoText().zigzag(1, span.offset()).varint(2, span.length()));
        }
        out.deltas(field + 1, layout.deltas());
    }

    /** Merges neighbours when the scale goes down, and leaves long gaps out: the Collector's convertBucketsLayout. */
    private static final class LayoutBuilder {
        private final Buckets buckets;
        private final int scaleDown;
        private final List<Span> spans = new ArrayList<>();
        private final List<Long> deltas = new ArrayList<>();
        private long previous;

        LayoutBuilder(Buckets buckets, int scaleDown) {
            this.buckets = buckets;
            this.scaleDown = scaleDown;
        }

        private int index(int i) {
            return ((i + buckets.offset()) >> scaleDown) + 1;
        }

        Layout build() {
            int current = index(0);
            spans.add(new Span(current, 0));
            long count = 0;
            for (int i = 0; i < buckets.counts().length; i++) {
                int next = index(i);
                if (next == current) {
                    count += buckets.counts()[i];
                } else if (count == 0) {
                    count = buckets.counts()[i];
                } else {
                    append(next - current - 1, count);
                    count = buckets.counts()[i];
                    current = next;
                }
            }
            append(index(buckets.counts().length - 1) - current, count);
            return new Layout(
                    List.copyOf(spans),
                    deltas.stream().mapToLong(Long::longValue).toArray());
        }

        private void append(int gap, long count) {
            if (gap > GAP_MAX) {
                spans.add(new Span(gap, 0));
            } else {
                for (int i = 0; i < gap; i++) {
                    delta(0);
                }
            }
            delta(count);
        }

        private void delta(long count) {
            Span last = spans.removeLast();
            spans.add(new Span(last.offset(), last.length() + 1));
            deltas.add(count - previous);
            previous = count;
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof NativeHistogram other
                && Arrays.equals(encode().toByteArray(), other.encode().toByteArray());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(timeMillis);
    }
}
