package phoenix.verify.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One case as one text: sections that begin with {@code ==> NAME}. {@code env} has variables and {@code args} options, a
 * line each; every other section is a file. Without {@code args} it is {@code --config config.yaml}.
 */
record CaseFile(String name, Map<String, String> sections) {
    private static final String MARK = "==> ";

    static CaseFile read(Path file) throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : Files.readString(file).split("(?m)^" + MARK, -1)) {
            int end = part.indexOf('\n');
            if (end >= 0) {
                sections.put(part.substring(0, end), part.substring(end + 1));
            }
        }
        return new CaseFile(file.getFileName().toString().replace(".case", ""), sections);
    }

    /** With its files written into a folder. */
    Input into(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> section : sections.entrySet()) {
            if (!section.getKey().equals("env") && !section.getKey().equals("args")) {
                Path file = folder.resolve(section.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, section.getValue());
            }
        }
        Map<String, String> environment = new TreeMap<>();
        for (String line : lines("env")) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        List<String> configs = options("--config ");
        return new Input(configs.isEmpty() ? List.of("config.yaml") : configs, options("--set "), environment, folder);
    }

    private List<String> options(String option) {
        List<String> values = new ArrayList<>();
        lines("args").stream().filter(l -> l.startsWith(option)).forEach(l -> values.add(l.substring(option.length())));
        return values;
    }

    private List<String> lines(String section) {
        return sections.getOrDefault(section, "")
                .lines()
                .map(l -> l.replace("\\n", "\n"))
                .toList();
    }
}
