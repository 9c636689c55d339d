package phoenix.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Prints what a build could not check, from the notes that {@link UncheckedTests} left in each module. */
public final class UncheckedReport {
    private final Path root;
    private final String build;
    private final Map<String, TreeSet<String>> testsByReason = new TreeMap<>();
    private long ran;

    private UncheckedReport(Path root, String build) {
        this.root = root;
        this.build = build;
    }

    /** Arguments: the folder that holds the modules, and the start time of the build. */
    public static void main(String[] args) throws IOException {
        print(Path.of(args[0]), args[1], System.out);
    }

    static void print(Path root, String build, PrintStream out) throws IOException {
        UncheckedReport report = new UncheckedReport(root, build);
        for (Path module : report.modulesWithTests()) {
            report.read(module);
        }
        report.print(out);
    }

    private List<Path> modulesWithTests() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            List<Path> modules = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                if (Files.isDirectory(folder.resolve("src/test/java")) && usesTestKit(folder.resolve("pom.xml"))) {
                    modules.add(folder);
                }
            }
            return modules;
        }
    }

    /** Without the test kit a module cannot leave notes; phoenix-style does without, so that it runs alone. */
    private static boolean usesTestKit(Path pom) throws IOException {
        return Files.exists(pom) && Files.readString(pom).contains("<artifactId>phoenix-testkit</artifactId>");
    }

    private void read(Path module) throws IOException {
        String name = module.getFileName().toString();
        Path notes = module.resolve(UncheckedTests.FILE);
        List<String> lines = Files.exists(notes) ? Files.readAllLines(notes) : List.of();
        if (lines.isEmpty() || !lines.getFirst().equals("build\t" + build)) {
            unchecked("the tests of the module were not run in this build", name);
            return;
        }
        for (String line : lines) {
            String[] field = line.split("\t", 3);
            switch (field[0]) {
                case "ran" -> ran += Long.parseLong(field[1]);
                case "unchecked" -> unchecked(field[2], name + ": " + field[1]);
                default -> {}
            }
        }
    }

    private void unchecked(String reason, String test) {
        testsByReason.computeIfAbsent(reason, r -> new TreeSet<>()).add(test);
    }

    private void print(PrintStream out) {
        String count = ran == 1 ? "1 test" : ran + " tests";
        out.println();
        if (testsByReason.isEmpty()) {
            out.println("Everything was checked: " + count + " ran, none was left out.");
        } else {
            out.println("What this build could not check (" + count + " ran):");
            testsByReason.forEach((reason, tests) -> {
                out.println("- " + reason);
                tests.forEach(test -> out.println("    " + test));
            });
        }
        out.println();
    }
}
