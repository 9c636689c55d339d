package phoenix.verify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.RealProcess;

/**
 * The launcher as a process, in a checkout of its own: the script is the real one, Maven is a script that counts its
 * runs and hands over a small jar, the JDK is the one that runs this test.
 */
class LauncherTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path LAUNCHER = Path.of(System.getProperty("phoenix.root"), "phoenix");
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path checkout;
    private Path bin;
    private Path mavenRuns;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aCheckoutWithAFakeMaven() throws IOException {
        checkout = Files.createDirectory(folder.resolve("a checkout"));
        Files.copy(LAUNCHER, checkout.resolve("phoenix"));
        Path sources = Files.createDirectories(checkout.resolve("phoenix-app/src/main/java"));
        writeLongAgo(checkout.resolve("pom.xml"));
        writeLongAgo(checkout.resolve("phoenix-app/pom.xml"));
        writeLongAgo(sources.resolve("Main.java"));
        ageFolders(sources);

        mavenRuns = folder.resolve("maven-runs");
        bin = Files.createDirectory(folder.resolve("bin"));
        Path jar = writeJar(folder.resolve("prepared.jar"));
        script(bin.resolve("mvn"), """
            echo "$@" >> '%s'
            sleep 0.2
            mkdir -p target/launcher/build/phoenix-app
            cp '%s' target/launcher/build/phoenix-app/phoenix.jar
            """.formatted(mavenRuns, jar));
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", JDK.toString());
        environment.put("PHOENIX_AOT", "off");
        environment.put("PHOENIX_JAR", "");
        environment.put("PHOENIX_JAVA_OPTS", "");
    }

    @Test
    void itBuildsOnceAndPassesArgumentsAndStatusOn() throws Exception {
        try (RealProcess first = launch("print", "two words", "*")) {
            assertThat(first.awaitExit(LIMIT)).isZero();
            assertThat(first.out()).isEqualTo("[print, two words, *]\n");
            assertThat(first.err()).contains("building", "built in");
        }
        try (RealProcess second = launch("exit", "4")) {
            assertThat(second.awaitExit(LIMIT)).isEqualTo(4);
            assertThat(second.err()).isEmpty();
        }
        assertThat(mavenRuns).content().hasLineCount(1).contains("-Plauncher", "-pl phoenix-app -am package");
    }

    @Test
    void itBuildsAgainWhenASourceChangesOrGoes() throws Exception {
        run("print");
        Path source = checkout.resolve("phoenix-app/src/main/java/Main.java");

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        run("print");
        assertThat(mavenRuns).content().hasLineCount(2);

        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(1)));
        run("print");
        assertThat(mavenRuns).content().hasLineCount(3);
    }

    @Test
    void itWorksThroughALinkAndFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked phoenix"), Path.of("a checkout/phoenix"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (RealProcess phoenix =
                RealProcess.start(List.of(link.toString(), "print", "here"), elsewhere, environment)) {
            assertThat(phoenix.awaitExit(LIMIT)).isZero();
            assertThat(phoenix.out()).isEqualTo("[print, here]\n");
        }
        assertThat(checkout.resolve("target/launcher/phoenix.jar")).exists();
    }

    @Test
    void twoFirstUsesBuildOnce() throws Exception {
        try (RealProcess one = launch("print", "1");
                RealProcess two = launch("print", "2")) {
            assertThat(one.awaitExit(LIMIT)).isZero();
            assertThat(two.awaitExit(LIMIT)).isZero();
            assertThat(one.out() + two.out()).contains("[print, 1]", "[print, 2]");
        }
        assertThat(mavenRuns).content().hasLineCount(1);
    }

    @Test
    void aSignalReachesTheProgramAndItsStatusComesBack() throws Exception {
        try (RealProcess phoenix = launch("wait")) {
            phoenix.await(Pattern.compile("waiting"), LIMIT);
            phoenix.terminate();
            assertThat(phoenix.awaitExit(LIMIT)).isEqualTo(143);
            assertThat(phoenix.out()).contains("ended by a signal");
        }
    }

    @Test
    void withoutAJdkItSaysHowToGetOne() throws Exception {
        hideJava();
        try (RealProcess phoenix = launch("print")) {
            assertThat(phoenix.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(phoenix.err()).contains("no JDK 25 found", "JAVA_HOME", "adoptium.net");
            assertThat(phoenix.out()).isEmpty();
        }
    }

    @Test
    void itFindsAJdkInTheUsualFoldersAndSkipsOlderOnes() throws Exception {
        hideJava();
        Path jvms = Files.createDirectory(folder.resolve("jvms"));
        fakeJdk(jvms.resolve("a"), "17.0.15", "echo an old Java was run; exit 1");
        fakeJdk(jvms.resolve("b"), "25.0.3", "exec %s/bin/java \"$@\"".formatted(JDK));
        environment.put("PHOENIX_JVM_PATH", "/nowhere:" + jvms);
        try (RealProcess phoenix = launch("print", "found")) {
            assertThat(phoenix.awaitExit(LIMIT)).isZero();
            assertThat(phoenix.out()).isEqualTo("[print, found]\n");
        }
    }

    @Test
    void withoutMavenItSaysHowToGetIt() throws Exception {
        hideJava();
        environment.put("JAVA_HOME", JDK.toString());
        Files.delete(bin.resolve("mvn"));
        try (RealProcess phoenix = launch("print")) {
            assertThat(phoenix.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(phoenix.err()).contains("mvn", "apt-get install maven");
        }
    }

    @Test
    void aFailedBuildShowsItsErrorsAndNamesItsLog() throws Exception {
        script(bin.resolve("mvn"), "echo '[ERROR] Main.java:[3,1] not a statement'; exit 1");
        try (RealProcess phoenix = launch("print")) {
            assertThat(phoenix.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(phoenix.err())
                    .contains("the build failed", "Main.java:[3,1] not a statement", "target/launcher/build.log");
        }
        assertThat(checkout.resolve("target/launcher/build.log")).content().contains("not a statement");
    }

    @Test
    void moreJvmOptionsComeAfterItsOwn() throws Exception {
        environment.put("PHOENIX_JAVA_OPTS", "-Xmx33m -Dsome.property=value -XX:+UseParallelGC");
        try (RealProcess phoenix = launch("jvm")) {
            assertThat(phoenix.awaitExit(LIMIT)).isZero();
            assertThat(phoenix.out()).contains("some.property=value", "-Xmx33m").doesNotContain("UseSerialGC");
        }
    }

    @Test
    void aGivenJarIsRunAsItIs() throws Exception {
        environment.put("PHOENIX_JAR", folder.resolve("prepared.jar").toString());
        assertThat(run("print", "given")).isEqualTo("[print, given]\n");
        assertThat(mavenRuns).doesNotExist();
    }

    @Test
    void theAotCacheIsMadeInTheBackgroundAndUsed() throws Exception {
        environment.put("PHOENIX_AOT", "on");
        run("print");
        Path state = checkout.resolve("target/launcher");
        // The cache is made by a process that outlives the launcher: wait for its result with a process of our own.
        try (RealProcess made = RealProcess.start(
                List.of("sh", "-c", "until ls | grep -E '(aot|failed)$'; do sleep 0.2; done"), state, Map.of())) {
            assertThat(made.awaitExit(LIMIT)).isZero();
            assertThat(made.out()).endsWith(".aot\n");
        }
        assertThat(run("jvm")).contains("-XX:AOTCache=" + state.toRealPath());
    }

    private RealProcess launch(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("phoenix").toString()));
        command.addAll(List.of(arguments));
        return RealProcess.start(command, folder, environment);
    }

    private String run(String... arguments) throws Exception {
        try (RealProcess phoenix = launch(arguments)) {
            assertThat(phoenix.awaitExit(LIMIT)).as(phoenix.err()).isZero();
            return phoenix.out();
        }
    }

    /** Leaves a PATH with the tools that the launcher uses and no Java. */
    private void hideJava() throws IOException {
        for (String tool : List.of(
                "bash",
                "env",
                "sh",
                "cat",
                "cp",
                "dirname",
                "find",
                "flock",
                "grep",
                "head",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sleep",
                "tail",
                "touch",
                "tr",
                "cut",
                "cksum")) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(place, tool);
                if (Files.exists(real)) {
                    script(bin.resolve(tool), "exec %s \"$@\"".formatted(real));
                }
            }
        }
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", "");
        environment.put("PHOENIX_JVM_PATH", "/nowhere");
    }

    private static void fakeJdk(Path home, String version, String java) throws IOException {
        Path programs = Files.createDirectories(home.resolve("bin"));
        script(programs.resolve("java"), java);
        script(programs.resolve("javac"), "exit 1");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void writeLongAgo(Path file) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    private void ageFolders(Path from) throws IOException {
        for (Path p = from; !p.equals(checkout); p = p.getParent()) {
            Files.setLastModifiedTime(p, FileTime.from(Instant.EPOCH));
        }
    }

    /** A program that does as its first argument says: {@link LaunchedProgram}. */
    private static Path writeJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LaunchedProgram.class.getName());
        String entry = LaunchedProgram.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = LaunchedProgram.class.getResourceAsStream("LaunchedProgram.class")) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
        return file;
    }
}
