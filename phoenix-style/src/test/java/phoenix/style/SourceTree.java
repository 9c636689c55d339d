package phoenix.style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of this checkout. */
final class SourceTree {
    static final Path ROOT = Path.of(System.getProperty("phoenix.root")).toAbsolutePath();

    private SourceTree() {}

    /** All Java files of all modules, sorted; nothing generated. */
    static List<Path> javaFiles() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> sources = modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
            return sources.stream()
                    .flatMap(SourceTree::walk)
                    .filter(p -> p.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
