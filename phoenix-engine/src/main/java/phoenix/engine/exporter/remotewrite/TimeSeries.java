package phoenix.engine.exporter.remotewrite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;
import phoenix.metrics.ValueText;

/** What is sent of one series: prompb's {@code TimeSeries}. Not thread-safe. */
final class TimeSeries {
    private static final int EXEMPLAR_CHARS_MAX = 128;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Labels labels;
    private final List<Sample> samples = new ArrayList<>(1);
    private final List<Exemplar> exemplars = new ArrayList<>(0);
    private final List<NativeHistogram> histograms = new ArrayList<>(0);

    private record Sample(long timeMillis, long valueBits) {}

    TimeSeries(Labels labels) {
        this.labels = labels;
    }

    void sample(long timeMillis, long valueBits) {
        samples.add(new Sample(timeMillis, valueBits));
    }

    void histogram(NativeHistogram histogram) {
        histograms.add(histogram);
    }

    void exemplars(List<Exemplar> more) {
        exemplars.addAll(more);
    }

    byte[] encode() {
        ProtoText out = new ProtoText();
        for (int i = 0; i < labels.size(); i++) {
            label(out, labels.name(i), labels.value(i));
        }
        samples.sort(Comparator.comparingLong(Sample::timeMillis)); // Prometheus takes them in order only
        for (Sample sample : samples) {
            out.message(2, new ProtoText().doubleBits(1, sample.valueBits).varint(2, sample.timeMillis));
        }
        for (Exemplar exemplar : exemplars) {
            out.message(3, encode(exemplar));
        }
        for (NativeHistogram histogram : histograms) {
            out.message(4, histogram.encode());
        }
        return out.toByteArray();
    }

    private static void label(ProtoText out, String name, String value) {
        out.message(1, new ProtoText().text(1, name).text(2, value));
    }

    private static ProtoText encode(Exemplar exemplar) {
        ProtoText out = new ProtoText();
        int chars = 0;
        if (isId(exemplar.traceId())) {
            String id = HexFormat.of().formatHex(exemplar.traceId());
            chars += "trace_id".length() + id.length();
            label(out, "trace_id", id);
        }
        if (isId(exemplar.spanId())) {
            String id = HexFormat.of().formatHex(exemplar.spanId());
            chars += "span_id".length() + id.length();
            label(out, "span_id", id);
        }
        Attributes attributes = exemplar.filteredAttributes();
        for (int i = 0; i < attributes.size(); i++) {
            chars += codePoints(attributes.key(i)) + codePoints(ValueText.of(attributes.value(i)));
        }
        for (int i = 0; i < attributes.size() && chars <= EXEMPLAR_CHARS_MAX; i++) {
            label(out, attributes.key(i), ValueText.of(attributes.value(i)));
        }
        return out.doubleBits(2, Double.doubleToRawLongBits(value(exemplar)))
                .varint(
                        3,
                        exemplar.kind() == ValueKind.NONE
                                ? 0
                                : Math.floorDiv(exemplar.timeUnixNano(), NANOS_PER_MILLI));
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isId(byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    static double value(Exemplar exemplar) {
        return switch (exemplar.kind()) {
            case NONE -> 0;
            case INT -> exemplar.valueBits();
            case DOUBLE -> Double.longBitsToDouble(exemplar.valueBits());
        };
    }
}
