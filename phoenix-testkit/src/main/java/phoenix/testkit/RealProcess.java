package phoenix.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program that a test starts, talks to and ends, by its handle. What it prints is kept up to a limit. Every wait has a
 * limit too and fails with what the program printed.
 */
public final class RealProcess implements AutoCloseable {
    /** Of each stream; what comes after is read and thrown away, so that the program never blocks. */
    private static final int OUTPUT_CHARS_MAX = 1 << 20;

    private final List<String> command;
    private final Process process;
    private final Output out;
    private final Output err;

    private RealProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    /** Starts {@code command} in the folder of the test, with the environment of the test. */
    public static RealProcess start(List<String> command) throws IOException {
        return start(command, Path.of(""), Map.of());
    }

    /**
     * Starts {@code command} in {@code folder}.
     *
     * @param environment added to that of the test; an empty value takes a variable away
     */
    public static RealProcess start(List<String> command, Path folder, Map<String, String> environment)
            throws IOException {
        return withoutInput(startWithInput(command, folder, environment));
    }

    /** As {@link #start(List, Path, Map)}, with a standard input that stays open. */
    public static RealProcess startWithInput(List<String> command, Path folder, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return new RealProcess(command, builder.start());
    }

    /** Says that nothing more will be typed. */
    private static RealProcess withoutInput(RealProcess process) throws IOException {
        process.process.getOutputStream().close();
        return process;
    }

    /** Writes to the program's standard input, which only {@link #startWithInput} leaves open. */
    public void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What the program wrote to standard output so far. */
    public String out() {
        return out.text();
    }

    /** What the program wrote to standard error so far. */
    public String err() {
        return err.text();
    }

    /** Waits until either stream holds a match of {@code pattern}, and gives the match. */
    public String await(Pattern pattern, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            if (ended) {
                out.reader.join(limit);
                err.reader.join(limit);
            }
            for (Output output : List.of(out, err)) {
                var matcher = pattern.matcher(output.text());
                if (matcher.find()) {
                    return matcher.group();
                }
            }
            if (ended) {
                throw failure("ended before it printed " + pattern);
            }
            if (System.nanoTime() > end) {
                throw failure("did not print " + pattern + " within " + limit);
            }
            // Either the program's end or the next look, whichever comes first.
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for the end and for all output, and gives the exit status. */
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw failure("did not end within " + limit);
        }
        out.reader.join(limit);
        err.reader.join(limit);
        return process.exitValue();
    }

    /** Asks the program to end, as {@code kill PID} does. */
    public void terminate() {
        // By its handle: Process.destroy() would also close the streams, and the last words would be lost.
        process.toHandle().destroy();
    }

    /** Ends the program at once, as {@code kill -9 PID} does. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The program, and what it started, are gone when this returns. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        // A child is not ours to reap: where nobody does, it is dead and still listed.
        children.forEach(child ->
                child.onExit().completeOnTimeout(child, 5, TimeUnit.SECONDS).join());
    }

    private AssertionError failure(String what) {
        return new AssertionError(
                command + " " + what + "\n--- standard output\n" + out() + "\n--- standard error\n" + err());
    }

    private static final class Output {
        private final StringBuilder text = new StringBuilder();
        private final Thread reader;

        Output(InputStream stream) {
            reader = Thread.ofVirtual().start(() -> read(stream));
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        private void read(InputStream stream) {
            try (var characters = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                char[] buffer = new char[8192];
                for (int n = characters.read(buffer); n >= 0; n = characters.read(buffer)) {
                    synchronized (text) {
                        text.append(buffer, 0, Math.min(n, OUTPUT_CHARS_MAX - text.length()));
                    }
                }
            } catch (IOException e) {
                // The stream of a program that was killed may end this way; what it printed until then is kept.
                synchronized (text) {
                    text.append("\n(reading ended: ").append(e.getMessage()).append(")");
                }
            }
        }
    }
}
