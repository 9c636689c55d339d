package phoenix.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What the launcher runs to make the AOT cache: loads every class of the product, draws up the help of every command, and
 * runs a short experiment on loopback in a folder of its own, because the JVM keeps in the cache what it has seen loaded
 * and how often it was called. Leaves nothing behind.
 */
@Command(
        name = "aot-training",
        hidden = true,
        description = "Loads and uses what a start needs, for the launcher's AOT cache.")
final class AotTraining implements Callable<Integer> {
    private static final List<String> EXPERIMENT = List.of("experiment.yaml", "baseline.yaml", "slim.yaml");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, URISyntaxException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine phoenix = spec.root().commandLine();
        phoenix.usage(nowhere, phoenix.getColorScheme());
        phoenix.getSubcommands().values().forEach(command -> command.usage(nowhere, command.getColorScheme()));
        for (String name : productClasses()) {
            load(name);
        }
        CommandLine run = phoenix.getSubcommands().get("run");
        if (run != null) {
            experiment(run);
        }
        return ExitStatus.OK;
    }

    /** Whatever its verdict: what counts is that everything was used. */
    private static void experiment(CommandLine run) throws IOException {
        Path folder = Files.createTempDirectory("phoenix-training");
        try {
            for (String name : EXPERIMENT) {
                try (InputStream file =
                        Objects.requireNonNull(AotTraining.class.getResourceAsStream("training/" + name))) {
                    Files.copy(file, folder.resolve(name));
                }
            }
            run.execute(
                    folder.resolve("experiment.yaml").toString(),
                    "--report",
                    folder.resolve("report").toString(),
                    "--data",
                    folder.resolve("data").toString());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The names of all classes of the product in the jar that this class came from; none when it came from a folder. */
    private static List<String> productClasses() throws IOException, URISyntaxException {
        Path origin = Path.of(AotTraining.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(origin)) {
            return List.of();
        }
        try (JarFile jar = new JarFile(origin.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("phoenix/") && name.endsWith(".class"))
                    .filter(name -> !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    /** Loads without initialising: nothing of the class runs. */
    private static void load(String name) {
        try {
            Class.forName(name, false, AotTraining.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
