package phoenix.engine.processor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the real Collector says of configurations of one processor, without running them. */
final class CollectorCheck {
    private final Path binary;
    private final String type;

    CollectorCheck(Path binary, String type) {
        this.binary = binary;
        this.type = type;
    }

    /** The names of those that it refuses, each with the reason. */
    Map<String, String> refused(Map<String, String> configs) throws IOException, InterruptedException {
        Map<String, String> refused = new TreeMap<>();
        Path file = Files.createTempFile("check", ".yaml");
        try {
            // It need not name all at once: those that it has named are taken out until it is content with the rest.
            while (refused.size() < configs.size()) {
                Map<String, String> rest = new TreeMap<>(configs);
                rest.keySet().removeAll(refused.keySet());
                Files.writeString(file, config(rest));
                String said = validate(file);
                Matcher reasons = Pattern.compile(type + "/(\\w+): ([^\\n]*(\\n[^\\n]*)?)")
                        .matcher(said);
                int before = refused.size();
                while (reasons.find()) {
                    refused.putIfAbsent(reasons.group(1), reasons.group(2));
                }
                if (refused.size() == before) {
                    if (!said.isEmpty()) {
                        throw new AssertionError(said);
                    }
                    break;
                }
            }
        } finally {
            Files.delete(file);
        }
        return refused;
    }

    private String config(Map<String, String> configs) {
        StringBuilder yaml = new StringBuilder("receivers: {otlp: {protocols: {http: }}}\nprocessors:\n");
        TreeSet<String> ids = new TreeSet<>();
        configs.forEach((name, config) -> {
            yaml.append("  " + type + "/" + name + ":\n").append(config.strip().indent(4));
            ids.add(type + "/" + name);
        });
        return yaml.append("exporters: {nop: }\nservice:\n  pipelines:\n    metrics: {receivers: [otlp], processors: [")
                .append(String.join(", ", ids))
                .append("], exporters: [nop]}\n")
                .toString();
    }

    /** Nothing when all is well. */
    private String validate(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(binary.toString(), "validate", "--config=" + file)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said + " ";
    }
}
