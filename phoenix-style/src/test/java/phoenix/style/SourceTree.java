package phoenix.style;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this checkout that people write; nothing built or generated. */
final class SourceTree {
    static final Path ROOT = Path.of(System.getProperty("phoenix.root")).toAbsolutePath();

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "build", "phoenix-reports", "phoenix-data", ".idea", ".vscode", ".settings");
    private static final Set<String> TEXT =
            Set.of("java", "md", "xml", "yaml", "yml", "json", "properties", "sh", "html", "css", "js", "txt", "csv");
    private static final Set<String> SCRIPTS = Set.of("phoenix", "run", ".gitignore");

    private SourceTree() {}

    /** All Java files of all modules, sorted. */
    static List<Path> javaFiles() throws IOException {
        return textFiles().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** All text files, sorted. */
    static List<Path> textFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (TEXT.contains(name.substring(name.lastIndexOf('.') + 1)) || SCRIPTS.contains(name)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /** The path within the checkout, with forward slashes. */
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }
}
