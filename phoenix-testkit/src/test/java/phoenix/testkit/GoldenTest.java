package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @TempDir
    private Path folder;

    @Test
    void aDifferenceFails() throws IOException {
        Path expected = Files.writeString(folder.resolve("expected.txt"), "one\n");

        Golden.check(expected, "one\n");
        assertThatThrownBy(() -> Golden.check(expected, "two\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dphoenix.golden=write");
    }

    @Test
    void aMissingFileFails() {
        assertThatThrownBy(() -> Golden.check(folder.resolve("expected.txt"), ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected.txt");
    }

    @Test
    void everyFolderIsACase() throws IOException {
        Files.createDirectory(folder.resolve("b"));
        Files.createDirectory(folder.resolve("a"));

        assertThat(Golden.cases(folder, c -> {}).map(DynamicTest::getDisplayName))
                .containsExactly("a", "b");
    }

    @Test
    void noCasesIsAFailure() {
        assertThatThrownBy(() -> Golden.cases(folder, c -> {})).hasMessageContaining("no golden folders");
    }
}
