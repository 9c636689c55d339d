package phoenix.engine.receiver.replay;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A path with wildcards; {@code **} stands for any number of folders, none among them. */
final class FilePattern {
    private static final int DEPTH_MAX = 32;

    private final Path root;
    private final int depth;
    private final List<PathMatcher> matchers;

    private FilePattern(Path root, int depth, List<PathMatcher> matchers) {
        this.root = root;
        this.depth = depth;
        this.matchers = matchers;
    }

    /** @throws java.util.regex.PatternSyntaxException for what is none */
    static FilePattern of(String pattern) {
        String absolute = pattern.startsWith("/")
                ? pattern
                : Path.of("").toAbsolutePath() + "/" + pattern.replaceFirst("^(\\./)+", "");
        int wild = absolute.length();
        for (char c : new char[] {'*', '?', '[', '{', '\\'}) {
            int at = absolute.indexOf(c);
            wild = at < 0 ? wild : Math.min(wild, at);
        }
        String root = absolute.substring(0, Math.max(1, absolute.lastIndexOf('/', wild)));
        long steps =
                absolute.substring(root.length()).chars().filter(c -> c == '/').count();
        int depth = absolute.contains("**") ? DEPTH_MAX : (int) Math.max(1, steps + (root.equals("/") ? 1 : 0));
        return new FilePattern(
                Path.of(root),
                depth,
                // Java's ** wants the slash behind it; that of the Collector does not.
                Stream.of(absolute, absolute.replace("**/", ""))
                        .distinct()
                        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                        .toList());
    }

    boolean matches(Path absolute) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(absolute));
    }

    /** Adds the files that match, up to {@code max} of them all; what cannot be read is left out. */
    void addTo(Set<Path> files, int max) throws IOException {
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && matches(file)) {
                    files.add(file);
                }
                return files.size() < max ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
