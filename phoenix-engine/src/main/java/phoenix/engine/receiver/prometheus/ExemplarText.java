package phoenix.engine.receiver.prometheus;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;

/** Makes exemplars of OTLP: the labels for trace and span become ids where they are hexadecimal. */
final class ExemplarText {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ExemplarText() {}

    static Exemplar of(ScrapedExemplar scraped, long sampleMillis) {
        byte[] trace = {};
        byte[] span = {};
        Attributes.Builder rest = Attributes.builder();
        for (Map.Entry<String, String> label : new TreeMap<>(scraped.labels()).entrySet()) {
            String name = label.getKey().toLowerCase(Locale.ROOT);
            byte[] id = name.equals("trace_id")
                    ? bytes(label.getValue(), TRACE_BYTES)
                    : name.equals("span_id") ? bytes(label.getValue(), SPAN_BYTES) : new byte[0];
            if (id.length == TRACE_BYTES) {
                trace = id;
            } else if (id.length == SPAN_BYTES) {
                span = id;
            } else {
                rest.put(label.getKey(), label.getValue());
            }
        }
        long millis = scraped.timeMillis() == null ? sampleMillis : scraped.timeMillis();
        return new Exemplar(
                rest.build(),
                millis * NANOS_PER_MILLI,
                ValueKind.DOUBLE,
                Double.doubleToRawLongBits(scraped.value()),
                trace,
                span);
    }

    /** As many bytes, with zeros before them where the text is shorter; none when it is not hexadecimal. */
    private static byte[] bytes(String hex, int length) {
        try {
            byte[] given = HexFormat.of().parseHex(hex.substring(0, Math.min(hex.length() / 2, length) * 2));
            if (hex.length() % 2 != 0 && hex.length() / 2 < length) {
                return new byte[0];
            }
            byte[] bytes = new byte[length];
            System.arraycopy(given, 0, bytes, length - given.length, given.length);
            return bytes;
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
