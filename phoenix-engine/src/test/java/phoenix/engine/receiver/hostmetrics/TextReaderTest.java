package phoenix.engine.receiver.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.Seeds;

class TextReaderTest {
    @TempDir
    Path folder;

    private final TextReader reader = new TextReader();

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    private List<String> lines(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        try (TextReader open = reader.open(file(text).toFile())) {
            while (open.nextLine()) {
                lines.add(open.lineText());
            }
        }
        return lines;
    }

    @Test
    void fieldsAreSeparatedByBlanks() throws IOException {
        try (TextReader open =
                reader.open(file("  a\t b18446744073709551615 7 \n").toFile())) {
            assertThat(open.nextLine()).isTrue();
            assertThat(open.nextField()).isTrue();
            assertThat(open.fieldIs("a")).isTrue();
            assertThat(open.nextField()).isTrue();
            assertThatThrownBy(open::number).isInstanceOf(MalformedException.class);
            assertThat(open.nextNumber()).isEqualTo(7);
            assertThat(open.nextField()).isFalse();
        }
    }

    @Test
    void numbersHaveSixtyFourBits() throws IOException {
        try (TextReader open = reader.open(file("18446744073709551615").toFile())) {
            open.nextLine();
            assertThat(open.nextNumber()).isEqualTo(-1L);
        }
    }

    @Test
    void ofALongLineTheBeginningIsSeenAndWhatFollowsItIsWhole() throws IOException {
        String longLine = "x".repeat(100_000);
        List<String> lines = lines("first\n" + longLine + "\nafter it\n" + longLine);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("xxxx").hasSizeLessThan(TextReader.BUFFER_BYTES);
        assertThat(lines.get(2)).isEqualTo("after it");
        assertThat(lines.get(3)).startsWith("xxxx").hasSizeLessThan(TextReader.BUFFER_BYTES);
    }

    @Test
    void linesAreThoseOfTheFileWhereverTheBufferEnds() {
        Seeds.forAll(200, random -> {
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                expected.add("l".repeat(length(random)));
            }
            String text = String.join("\n", expected) + (expected.isEmpty() ? "" : "\n");
            assertThat(lines(text)).isEqualTo(expected);
        });
    }

    /** Short ones, and ones of nearly the size of the buffer's usable part. */
    private static int length(RandomGenerator random) {
        return random.nextInt(5) == 0 ? 7000 + random.nextInt(100) : random.nextInt(200);
    }
}
