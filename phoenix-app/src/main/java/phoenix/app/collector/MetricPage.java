package phoenix.app.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import phoenix.engine.telemetry.Distribution;
import phoenix.metrics.prometheus.GoNumber;
import phoenix.metrics.prometheus.TextBuffer;

/** A page of own telemetry in Prometheus' text format, without suffixes of type and unit, as the Collector's. */
final class MetricPage {
    private static final Map<String, Description> DESCRIPTIONS = descriptions();

    private final Map<String, Map<String, Double>> samples = new TreeMap<>();
    private final Map<String, Map<String, Distribution.Snapshot>> distributions = new TreeMap<>();

    private record Description(String type, String help) {}

    /** Adds a sample; those with equal labels are added up. */
    void add(String name, String labels, double value) {
        samples.computeIfAbsent(pageName(name), _ -> new TreeMap<>()).merge(labels, value, Double::sum);
    }

    void add(String name, String labels, Distribution.Snapshot distribution) {
        distributions.computeIfAbsent(pageName(name), _ -> new TreeMap<>()).put(labels, distribution);
    }

    private static String pageName(String name) {
        return name.replace('.', '_');
    }

    byte[] text() {
        TextBuffer out = new TextBuffer();
        Map<String, Runnable> families = new TreeMap<>();
        samples.forEach((name, byLabels) ->
                families.put(name, () -> byLabels.forEach((labels, value) -> sample(out, name, labels, value))));
        distributions.forEach((name, byLabels) -> families.put(
                name, () -> byLabels.forEach((labels, distribution) -> histogram(out, name, labels, distribution))));
        families.forEach((name, write) -> {
            Description of = DESCRIPTIONS.getOrDefault(name, new Description("counter", ""));
            if (!of.help().isEmpty()) {
                out.append("# HELP ").append(name).append(" ").append(of.help()).append("\n");
            }
            out.append("# TYPE ").append(name).append(" ").append(of.type()).append("\n");
            write.run();
        });
        return out.toByteArray();
    }

    private static void sample(TextBuffer out, String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append("{").append(labels).append("}");
        }
        out.append(" ");
        GoNumber.append(out, value);
        out.append("\n");
    }

    private static void histogram(TextBuffer out, String name, String labels, Distribution.Snapshot distribution) {
        String before = labels.isEmpty() ? "" : labels + ",";
        long sum = 0;
        for (int i = 0; i < distribution.counts().length; i++) {
            sum += distribution.counts()[i];
            TextBuffer bound = new TextBuffer(16);
            if (i < distribution.bounds().length) {
                GoNumber.append(bound, distribution.bounds()[i]);
            } else {
                bound.append("+Inf");
            }
            sample(out, name + "_bucket", before + "le=\"" + bound + '"', (double) sum);
        }
        sample(out, name + "_sum", labels, distribution.sum());
        sample(out, name + "_count", labels, (double) sum);
    }

    private static Map<String, Description> descriptions() {
        Map<String, Description> descriptions = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MetricPage.class.getResourceAsStream("own-metrics.tsv")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", 3);
                if (cells.length == 3) {
                    descriptions.put(cells[0], new Description(cells[1], cells[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("own-metrics.tsv is part of the program", e);
        }
        return descriptions;
    }
}
