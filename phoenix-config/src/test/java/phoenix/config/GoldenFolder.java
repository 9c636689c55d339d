package phoenix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import phoenix.config.load.LoadSettings;
import phoenix.testkit.Golden;

/**
 * A test case as a folder: configurations in, expected files out. {@code args} holds the command line (default {@code
 * --config config.yaml}), {@code env} the environment. To write the expected files instead of comparing: {@code
 * -Dphoenix.golden=write}, then read the diff.
 */
public record GoldenFolder(Path path) {

    /** All folders below {@code src/test/resources/golden/NAME}. */
    public static List<GoldenFolder> all(String name) {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden", name))) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(GoldenFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LoadSettings settings() {
        Map<String, String> environment = new TreeMap<>();
        for (String line : lines("env")) {
            int equals = line.indexOf('=');
            environment.put(
                    line.substring(0, equals), line.substring(equals + 1).replace("\\n", "\n"));
        }
        return new LoadSettings(environment, path);
    }

    public List<String> arguments(String option) {
        List<String> values = new ArrayList<>();
        for (String line : lines("args")) {
            if (line.startsWith(option + " ")) {
                values.add(line.substring(option.length() + 1).replace("\\n", "\n"));
            }
        }
        return option.equals("--config") && values.isEmpty() ? List.of("config.yaml") : values;
    }

    public List<String> lines(String file) {
        return Files.exists(path.resolve(file)) ? read(file).lines().toList() : List.of();
    }

    /** Compares with the expected file; a file that does not exist expects nothing. */
    public void expect(String file, String actual) {
        Path expected = path.resolve(file);
        if (Golden.isWriting()) {
            write(expected, actual);
            return;
        }
        assertThat(actual).as(expected.toString()).isEqualTo(Files.exists(expected) ? read(file) : "");
    }

    private static void write(Path file, String content) {
        try {
            if (content.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
