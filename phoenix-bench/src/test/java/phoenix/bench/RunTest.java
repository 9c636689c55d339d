package phoenix.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program under load for a second: every point arrives. */
@Timeout(180)
class RunTest {
    private static final Path JAR = Path.of(System.getProperty("phoenix.root", ".."))
            .toAbsolutePath()
            .resolve("phoenix-app/target/phoenix.jar");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Reading run(Scenario scenario) throws Exception {
        Assumptions.assumeTrue(Files.exists(JAR), "the whole program is tested by mvn verify, which builds its jar");
        List<String> phoenix = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-jar",
                JAR.toString());
        Duration second = Duration.ofSeconds(1);
        Options options = new Options(phoenix, null, second, second, second, "realistic", 1, 1000);
        return new Run(scenario, options, folder, InstantSource.system())
                .of(Program.phoenix(scenario, phoenix, folder));
    }

    @Test
    void everyPointArrivesAndIsMeasured() throws Exception {
        Reading reading = run(Scenario.ADR);

        assertThat(reading.loss()).isEmpty();
        assertThat(reading.share()).isEqualTo(1);
        assertThat(reading.pointsPerCpuSecond()).isPositive();
        assertThat(reading.peakMegabytes()).isPositive();
        assertThat(reading.p99()).isNotNegative();
    }

    @Test
    void bothVariantsOfARunSendEachPoint() throws Exception {
        Reading reading = run(Scenario.AB);

        assertThat(reading.loss()).isEmpty();
        assertThat(reading.share()).isEqualTo(1);
    }

    @Test
    void pointsThatGoNowhereAreCountedByTheCollector() throws Exception {
        assertThat(run(Scenario.NOP).loss()).isEmpty();
    }

    @Test
    void theFirstExportIsSeen() throws Exception {
        assertThat(run(Scenario.START).firstExportMillis()).isPositive();
    }
}
