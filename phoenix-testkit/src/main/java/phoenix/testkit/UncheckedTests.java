package phoenix.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Notes every test that a build left out, with the reason, in {@code target/unchecked.txt} of its module;
 * {@link UncheckedReport} reads them at the end of the build. JUnit finds this class as a service, so a module needs no
 * more than this test kit on its test class path.
 */
public final class UncheckedTests implements TestExecutionListener {
    static final String FILE = "target/unchecked.txt";

    /** The build's start time, which tells its notes from those of an earlier build. Unset outside of Maven. */
    private static final String BUILD_PROPERTY = "phoenix.build";

    private final @Nullable String build;
    private final Path module;
    private final LongAdder ran = new LongAdder();
    private final List<String> unchecked = new CopyOnWriteArrayList<>();

    public UncheckedTests() {
        this(System.getProperty(BUILD_PROPERTY), Path.of(System.getProperty("basedir", "")));
    }

    UncheckedTests(@Nullable String build, Path module) {
        this.build = build;
        this.module = module;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            note(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted without a reason"));
        } else if (test.isTest()) {
            ran.increment();
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (build == null) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of("ran\t" + ran.sumThenReset()));
        lines.addAll(unchecked);
        unchecked.clear();
        Path file = module.resolve(FILE);
        try {
            if (isOfThisBuild(file)) {
                Files.write(file, lines, StandardOpenOption.APPEND);
            } else {
                lines.addFirst("build\t" + build);
                Files.createDirectories(file.getParent());
                Files.write(file, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfThisBuild(Path file) throws IOException {
        return Files.exists(file) && Files.readAllLines(file).getFirst().equals("build\t" + build);
    }

    private void note(TestIdentifier test, @Nullable String reason) {
        String oneLine = reason == null
                ? "no reason given"
                : reason.replaceAll("\\s+", " ").strip();
        unchecked.add("unchecked\t" + name(test) + "\t" + oneLine.replaceFirst("^Assumption failed: ", ""));
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
                    case ClassSource type -> simple(type.getClassName());
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
