package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class UncheckedTestsTest {
    @TempDir
    private Path root;

    private Path module;

    @BeforeEach
    void aModule() throws IOException {
        module = root.resolve("phoenix-sample");
        Files.createDirectories(module.resolve("src/test/java"));
        Files.writeString(module.resolve("pom.xml"), "<artifactId>phoenix-testkit</artifactId>");
    }

    @Test
    void skippedAndAbortedTestsAreListedByReason() throws IOException {
        run("today", Sample.class, WholeClass.class);

        assertThat(report("today")).isEqualTo("""

            What this build could not check (1 test ran):
            - needs a browser: set X
                phoenix-sample: UncheckedTestsTest$Sample.needsABrowser
                phoenix-sample: UncheckedTestsTest$WholeClass
            - not before spring
                phoenix-sample: UncheckedTestsTest$Sample.disabled

            """);
    }

    @Test
    void withNothingLeftOutItSaysSo() throws IOException {
        run("today", Complete.class);

        assertThat(report("today")).contains("Everything was checked: 1 test ran");
    }

    @Test
    void twoTestRunsOfOneBuildAddUp() throws IOException {
        run("today", Complete.class);
        run("today", Sample.class);

        assertThat(report("today")).contains("(2 tests ran)", "Sample.disabled");
    }

    @Test
    void notesOfAnEarlierBuildDoNotCount() throws IOException {
        run("yesterday", Complete.class);

        assertThat(report("today"))
                .contains("the tests of the module were not run in this build", "phoenix-sample")
                .doesNotContain("Everything");

        run("today", Sample.class);
        assertThat(report("today")).contains("(1 test ran)").doesNotContain("not run in this build");
    }

    private void run(String build, Class<?>... tests) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> test : tests) {
            request.selectors(selectClass(test));
        }
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new UncheckedTests(build, module))
                .build();
        LauncherFactory.create(alone).execute(request.build());
    }

    private String report(String build) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        UncheckedReport.print(root, build, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static final class Complete {
        @Test
        void runs() {}
    }

    static final class Sample {
        @Test
        void runs() {}

        @Test
        void needsABrowser() {
            Assumptions.assumeTrue(false, "needs a browser:\n set X");
        }

        @Test
        @Disabled("not before spring")
        void disabled() {}
    }

    static final class WholeClass {
        @BeforeAll
        static void needsABrowser() {
            Assumptions.assumeTrue(false, "needs a browser: set X");
        }

        @Test
        void never() {}
    }
}
