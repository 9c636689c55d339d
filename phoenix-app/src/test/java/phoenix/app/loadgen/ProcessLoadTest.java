package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.Seeds;

class ProcessLoadTest {
    @TempDir
    private Path folder;

    private Set<String> commandLines() {
        Set<String> lines = new HashSet<>();
        ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .forEach(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.toString()) && line.contains("--instance="))
                        .ifPresent(lines::add));
        return lines;
    }

    private void awaitCount(int count) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (commandLines().size() != count) {
            assertThat(System.nanoTime())
                    .as("%d processes in time: %s", count, commandLines())
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void processesThatStayAreThereUntilTheEnd() throws IOException, InterruptedException {
        try (ProcessLoad load = new ProcessLoad(folder, 20, Seeds.random(1))) {
            awaitCount(20);
            assertThat(load.living()).isEqualTo(20);
            load.work(10);
            assertThat(load.spawned()).isEqualTo(20);
        }
        awaitCount(0);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void processesComeAndGo() throws IOException, InterruptedException {
        try (ProcessLoad load = new ProcessLoad(folder, 0, Seeds.random(1))) {
            for (int i = 0; i < 10; i++) {
                load.pass(4);
            }
            awaitCount(4);
            assertThat(load.spawned()).isEqualTo(10);
            assertThat(commandLines())
                    .allMatch(line -> List.of("6", "7", "8", "9").stream()
                            .anyMatch(number -> line.contains("--instance=" + number + " ")));
        }
        awaitCount(0);
        assertThat(folder).isEmptyDirectory();
    }
}
