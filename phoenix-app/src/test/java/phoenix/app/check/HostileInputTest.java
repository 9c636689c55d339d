package phoenix.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.cli.Cli;
import phoenix.app.compile.CompileCommand;
import phoenix.app.diff.DiffCommand;
import phoenix.engine.BuiltinComponents;
import phoenix.testkit.Seeds;

/** Whatever a file holds: a diagnostic with a place, and never an exception, from every command that reads one. */
class HostileInputTest {
    private static final int MUTANTS = 400;
    private static final int EDITS_MAX = 4;
    private static final Path CONFIGURATIONS = Path.of("src/test/resources/phoenix/app/check");
    private static final String SOUND = """
        receivers: {otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}}
        exporters: {otlp_http: {endpoint: "http://localhost:4318"}}
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}}
        """;
    /** What turns the meaning of a configuration about. */
    private static final List<String> SPLICES = List.of(
            "null",
            "{}",
            "[]",
            "true",
            "-1",
            "0x7fffffffffffffffff",
            ".nan",
            "${env:X}",
            "${file:.}",
            "${yaml:[}",
            "${",
            "$$",
            "&a",
            "*a",
            "!!binary",
            "!!str",
            "\t",
            "\n",
            ": ",
            "- ",
            "'",
            "\"",
            "|",
            "\u0000",
            "\uFEFF",
            "::",
            "/",
            "1e400",
            "<<: ");

    @TempDir
    private Path folder;

    private record Run(int status, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Cli.run(
                List.of(
                        new CheckCommand(BuiltinComponents::registry),
                        new DiffCommand(BuiltinComponents::registry),
                        new CompileCommand(BuiltinComponents::registry)),
                new PrintWriter(out),
                new PrintWriter(err),
                args);
        return new Run(status, out.toString(), err.toString());
    }

    private static void isNoBug(String what, Run run) {
        assertThat(run.err() + run.out()).as(what).doesNotContain("this is a bug", "\tat ", "Exception");
        assertThat(run.status()).as(what + ": " + run.err()).isIn(0, 2);
    }

    private static void everyCommandReads(String what, Path file) {
        String path = file.toString();
        isNoBug(what, run("check", path, "--output", "sarif"));
        isNoBug(what, run("check", path, "--target", "otelcol", "--output", "json"));
        isNoBug(what, run("diff", path, path));
        isNoBug(what, run("compile", path, "--variant", "candidate", "--experiment", "demo"));
        isNoBug(what, run("compile", path, "--variant", "baseline", "--experiment", "demo", "--emit", "overlay"));
    }

    @Test
    void aMutantOfASoundConfigurationIsReadOrRefused() throws IOException {
        List<String> sound = configurations();
        Seeds.forAll(MUTANTS, random -> {
            String text = sound.get(random.nextInt(sound.size()));
            for (int i = random.nextInt(1, EDITS_MAX + 1); i > 0; i--) {
                text = edited(text, random);
            }
            Path file = folder.resolve("mutant.yaml");
            Files.writeString(file, text, StandardCharsets.UTF_8);
            everyCommandReads(text, file);
        });
    }

    private static List<String> configurations() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIGURATIONS)) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            List<String> texts = new java.util.ArrayList<>(List.of(SOUND));
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private static String edited(String text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(30));
        String splice = SPLICES.get(random.nextInt(SPLICES.size()));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + splice + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, at) + splice + text.substring(to);
            default -> {
                int other = random.nextInt(text.length() + 1);
                yield text.substring(0, at) + text.substring(at, to) + text.substring(other);
            }
        };
    }

    /** What no configuration is, and what each has to be refused as. */
    @TestFactory
    Stream<DynamicTest> whatIsNoConfigurationIsRefusedInOneMessage() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("PHX1003 utf-16", SOUND.getBytes(StandardCharsets.UTF_16));
        files.put("PHX1003 latin-1", (SOUND + "# \u00e9").getBytes(StandardCharsets.ISO_8859_1));
        files.put("PHX1004 a NUL", SOUND.replace("otlp:", "ot\u0000lp:").getBytes(StandardCharsets.UTF_8));
        files.put("PHX1005 a key twice", (SOUND + "receivers: {}\n").getBytes(StandardCharsets.UTF_8));
        files.put("PHX1006 deep", ("a: " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        files.put("PHX1006 deep maps", ("a: " + "{a: ".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        files.put("PHX1007 a bomb", bomb().getBytes(StandardCharsets.UTF_8));
        files.put("PHX1106 a list", "- a\n".getBytes(StandardCharsets.UTF_8));
        files.put("PHX1104 itself", "receivers: ${file:itself.yaml}\n".getBytes(StandardCharsets.UTF_8));
        return files.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Path file = folder.resolve("itself.yaml");
                    byte[] content = new String(e.getValue(), StandardCharsets.ISO_8859_1)
                            .replace("${file:itself.yaml}", "${file:" + file + "}")
                            .getBytes(StandardCharsets.ISO_8859_1);
                    Files.write(file, content);
                    everyCommandReads(e.getKey(), file);
                    assertThat(run("check", file.toString()).out())
                            .contains(e.getKey().substring(0, 7));
                }));
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        return text.toString();
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoFault() throws IOException {
        Path file = folder.resolve("windows.yaml");
        Files.writeString(file, "\uFEFF" + SOUND.replace("\n", "\r\n"));
        assertThat(run("check", file.toString()).status()).isZero();
    }

    @Test
    void aFolderADeviceAndAMissingFileAreRefused() {
        everyCommandReads("folder", folder);
        everyCommandReads("missing", folder.resolve("missing"));
        for (String device : List.of("/dev/null", "/dev/zero")) {
            if (Files.exists(Path.of(device))) {
                everyCommandReads(device, Path.of(device));
            }
        }
    }
}
