package phoenix.verify.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import phoenix.app.report.JsonReport;
import phoenix.app.report.Report;
import phoenix.testkit.RealProcess;

/** The program as its user has it: the jar, with the launcher's limit on memory, in a folder with files. */
public final class PhoenixJar {
    static final Duration LIMIT = Duration.ofMinutes(3);
    public static final Path JAR = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."))
            .toAbsolutePath()
            .resolve("phoenix-app/target/phoenix.jar");

    private final Path folder;

    PhoenixJar(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says so, where the jar has not been built. */
    public static void require() {
        Assumptions.assumeTrue(Files.exists(JAR), "the whole program is tested by mvn verify, which builds its jar");
    }

    Path folder() {
        return folder;
    }

    PhoenixJar write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** {@code phoenix run experiment.yaml}, which writes into the folders data and report. */
    RealProcess run(String... options) throws IOException {
        return RealProcess.start(runCommand(options), folder, Map.of("NEW_RELIC_API_KEY", ""));
    }

    List<String> runCommand(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "experiment.yaml", "--data", "data"));
        arguments.addAll(List.of("--report", "report"));
        arguments.addAll(List.of(options));
        return command(arguments.toArray(String[]::new));
    }

    /** The command line; temporary files go to a folder of their own, so that one that is left can be seen. */
    List<String> command(String... arguments) throws IOException {
        Files.createDirectories(temporary());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-Djava.io.tmpdir=" + temporary(),
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Report report() throws IOException {
        return JsonReport.read(Files.readString(folder.resolve("report/report.json")));
    }

    /** Ends a program as Ctrl-C does. */
    static void interrupt(RealProcess process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
