package phoenix.engine.receiver.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.WireReader;

/**
 * Prometheus' message {@code Metric}: one set of labels, and one of several kinds of value.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">The format</a>
 */
final class ProtoMetric {
    /** The value at one quantile. */
    record Quantile(double quantile, double value) {}

    /** Sorted by name. */
    final Map<String, String> labels = new TreeMap<>();

    final List<Quantile> quantiles = new ArrayList<>(0);
    final ProtoHistogram histogram = new ProtoHistogram();
    double gauge;
    double counter;
    double untyped;
    double summaryCount;
    double summarySum;

    @Nullable
    ScrapedExemplar counterExemplar;

    /** 0 when there is none. */
    long timeMillis;

    /** The name of a label that comes twice; empty when none does. */
    String duplicateLabel = "";

    void read(WireReader in) throws OtlpFormatException, ParseException {
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> label(in);
                case 2 << 3 | WireReader.BYTES -> gauge = value(in, gauge);
                case 3 << 3 | WireReader.BYTES -> counter(in);
                case 4 << 3 | WireReader.BYTES -> summary(in);
                case 5 << 3 | WireReader.BYTES -> untyped = value(in, untyped);
                case 6 << 3 | WireReader.VARINT -> timeMillis = in.varint();
                case 7 << 3 | WireReader.BYTES -> {
                    int outer = in.enter();
                    histogram.read(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, 0b11111110);
            }
        }
    }

    private void label(WireReader in) throws OtlpFormatException, ParseException {
        Map.Entry<String, String> label = pair(in);
        if (label.getKey().isEmpty()) {
            if (label.getValue().isEmpty()) {
                return; // a label of nothing is none
            }
            throw new ParseException("a label without a name");
        }
        if (labels.put(label.getKey(), label.getValue()) != null) {
            duplicateLabel = label.getKey();
        }
    }

    private static Map.Entry<String, String> pair(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        String name = "";
        String value = "";
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> name = in.text();
                case 2 << 3 | WireReader.BYTES -> value = in.text();
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
        return Map.entry(name, value);
    }

    private static double value(WireReader in, double before) throws OtlpFormatException {
        int outer = in.enter();
        double value = before;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == (1 << 3 | WireReader.FIXED64)) {
                value = in.float64();
            } else {
                in.skip(tag, 0b10);
            }
        }
        in.leave(outer);
        return value;
    }

    private void counter(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.FIXED64 -> counter = in.float64();
                case 2 << 3 | WireReader.BYTES -> counterExemplar = exemplar(in);
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
    }

    private void summary(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.VARINT -> summaryCount = ProtoHistogram.unsigned(in.varint());
                case 2 << 3 | WireReader.FIXED64 -> summarySum = in.float64();
                case 3 << 3 | WireReader.BYTES -> quantiles.add(quantile(in));
                default -> in.skip(tag, 0b1110);
            }
        }
        in.leave(outer);
    }

    private static Quantile quantile(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        double quantile = 0;
        double value = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.FIXED64 -> quantile = in.float64();
                case 2 << 3 | WireReader.FIXED64 -> value = in.float64();
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
        return new Quantile(quantile, value);
    }

    static ScrapedExemplar exemplar(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        Map<String, String> labels = new LinkedHashMap<>();
        double value = 0;
        Long timeMillis = null;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> {
                    Map.Entry<String, String> label = pair(in);
                    labels.put(label.getKey(), label.getValue());
                }
                case 2 << 3 | WireReader.FIXED64 -> value = in.float64();
                case 3 << 3 | WireReader.BYTES -> timeMillis = timestamp(in);
                default -> in.skip(tag, 0b1110);
            }
        }
        in.leave(outer);
        return new ScrapedExemplar(labels, value, timeMillis);
    }

    private static long timestamp(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        long seconds = 0;
        long nanos = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.VARINT -> seconds = in.varint();
                case 2 << 3 | WireReader.VARINT -> nanos = in.varint32();
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
        return seconds * 1000 + nanos / 1_000_000;
    }
}
