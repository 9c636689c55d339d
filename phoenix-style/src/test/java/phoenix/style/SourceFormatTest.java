package phoenix.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is formatted as palantir-java-format would. A build plugin cannot do this here: the formatter parses
 * with the compiler of the JVM it runs in, and Maven itself may run on an older JDK than the sources need.
 *
 * <p>To format instead of checking: {@code mvn -q -pl phoenix-style test -Dphoenix.format=write}.
 */
class SourceFormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() throws IOException {
        boolean write = "write".equals(System.getProperty("phoenix.format"));
        List<Path> unformatted = SourceTree.javaFiles().parallelStream()
                .filter(file -> !isFormatted(file, write))
                .toList();
        assertThat(unformatted)
                .as("format with: mvn -q -pl phoenix-style test -Dphoenix.format=write")
                .isEmpty();
    }

    /** Whether the file is as it should be; with {@code write} it then is. */
    private static boolean isFormatted(Path file, boolean write) {
        try {
            String source = Files.readString(file);
            String formatted = format(file, source);
            if (write && !formatted.equals(source)) {
                Files.writeString(file, formatted);
                return true;
            }
            return formatted.equals(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String format(Path file, String source) {
        try {
            return FORMATTER.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }
}
