package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests as data: each folder is a case, and what the code should say is a file in it.
 *
 * <p>{@code -Dphoenix.golden=write} writes the files instead of comparing, for review as a diff.
 */
public final class Golden {
    private static final boolean WRITE = "write".equals(System.getProperty("phoenix.golden"));

    private Golden() {}

    /** Whether files are to be written, for tests whose files are not compared as a whole. */
    public static boolean isWriting() {
        return WRITE;
    }

    /** One case. */
    @FunctionalInterface
    public interface Case {
        void run(Path folder) throws Exception;
    }

    /**
     * One test for each folder in {@code root}, in order of name.
     *
     * @param root relative to the module, for example {@code src/test/resources/lint}
     * @throws IllegalStateException when there is no folder: a test that finds no cases must not pass
     */
    public static Stream<DynamicTest> cases(Path root, Case test) {
        List<Path> folders = folders(root);
        if (folders.isEmpty()) {
            throw new IllegalStateException("no golden folders in " + root.toAbsolutePath());
        }
        return folders.stream()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.getFileName().toString(), folder.toUri(), () -> test.run(folder)));
    }

    /** {@code actual} is what {@code expected} holds, letter by letter; line ends are {@code \n}. */
    public static void check(Path expected, String actual) throws IOException {
        if (WRITE) {
            Files.writeString(expected, actual);
            return;
        }
        assertThat(expected)
                .as("golden file; write it with -Dphoenix.golden=write")
                .isRegularFile();
        assertThat(actual)
                .as("%s; if this is what it should say now: -Dphoenix.golden=write", expected)
                .isEqualTo(Files.readString(expected));
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
