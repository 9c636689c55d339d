package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void outputStatusFolderAndEnvironment() throws Exception {
        try (RealProcess shell = RealProcess.start(
                List.of("sh", "-c", "echo out $NAME; echo err >&2; pwd; exit 7"), folder, Map.of("NAME", "value"))) {
            assertThat(shell.awaitExit(LIMIT)).isEqualTo(7);
            assertThat(shell.out())
                    .startsWith("out value\n")
                    .contains(folder.getFileName().toString());
            assertThat(shell.err()).isEqualTo("err\n");
        }
    }

    @Test
    void itWaitsForALine() throws Exception {
        try (RealProcess shell = RealProcess.start(List.of("sh", "-c", "echo ready on 4317 >&2; exec sleep 60"))) {
            assertThat(shell.await(Pattern.compile("on \\d+"), LIMIT)).isEqualTo("on 4317");
            assertThat(shell.isAlive()).isTrue();
        }
    }

    @Test
    void aProgramThatEndsEarlyFailsWithWhatItSaid() throws Exception {
        try (RealProcess shell = RealProcess.start(List.of("sh", "-c", "echo port in use"))) {
            assertThatThrownBy(() -> shell.await(Pattern.compile("ready"), LIMIT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended before it printed ready")
                    .hasMessageContaining("port in use");
        }
    }

    @Test
    void closeEndsWhatTheProgramStarted() throws IOException, InterruptedException {
        long child;
        try (RealProcess shell = RealProcess.start(List.of("sh", "-c", "sleep 60 & echo $!; wait"))) {
            child = Long.parseLong(shell.await(Pattern.compile("^\\d+(?=\n)"), LIMIT));
        }
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
