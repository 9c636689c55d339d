package phoenix.app.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.CatalogEntry.Parameter;

/** A pipeline of the catalog in words. */
final class CatalogText {
    private static final int WIDTH = 116;

    private CatalogText() {}

    static String measured(CatalogEntry entry) {
        return entry.measured().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().series() + " % and "
                        + e.getValue().datapoints() + " %")
                .collect(Collectors.joining(", "));
    }

    /** As comments above the configuration. */
    static String head(CatalogEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(entry.name() + ": " + entry.summary());
        lines.add("Saves: " + entry.saves());
        lines.add("Loses: " + entry.loses());
        if (!entry.note().isEmpty()) {
            lines.add("Note: " + entry.note());
        }
        if (!entry.measured().isEmpty()) {
            lines.add("Measured, fewer series and datapoints than process-baseline-v1: " + measured(entry));
        }
        lines.add("Parameters, which are environment variables:");
        for (Parameter parameter : entry.parameters()) {
            String value = parameter.defaultText().isEmpty() ? "must be set" : parameter.defaultText();
            lines.add("  " + parameter.name() + " (" + value + "): " + parameter.doc());
        }
        return lines.stream()
                .map(line -> wrapped(line.strip(), line.startsWith("  ")))
                .collect(Collectors.joining());
    }

    private static String wrapped(String text, boolean indented) {
        StringBuilder out = new StringBuilder();
        StringBuilder line = new StringBuilder(indented ? "#   " : "# ");
        int start = line.length();
        for (String word : List.of(text.split(" ", -1))) {
            if (line.length() + word.length() > WIDTH && line.length() > start) {
                out.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append("#   ");
                start = line.length();
            }
            line.append(word).append(' ');
        }
        return out.append(line.toString().stripTrailing()).append('\n').toString();
    }
}
