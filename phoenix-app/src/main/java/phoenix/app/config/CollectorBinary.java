package phoenix.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The binary of a Collector, asked for its components: {@code BINARY components}. */
final class CollectorBinary {
    private final Path file;
    private final Limits limits;

    /** What an answer may cost; a real one takes about a second and 20 kB. */
    record Limits(Duration time, int bytes) {
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), 4 << 20);
    }

    /** The binary gave no usable answer; the message says why, after the binary's name. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    CollectorBinary(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** What it prints. */
    byte[] components() throws UnusableException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(file.toString(), "components"))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UnusableException("cannot be started: " + e.getMessage());
        }
        try {
            FutureTask<byte[]> output = new FutureTask<>(() -> read(process));
            Thread.ofVirtual().name("components-of-binary").start(output);
            return answer(process, output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private byte[] read(Process process) throws IOException {
        try (InputStream in = process.getInputStream()) {
            return in.readNBytes(limits.bytes() + 1);
        }
    }

    private byte[] answer(Process process, FutureTask<byte[]> output) throws UnusableException {
        try {
            byte[] printed = output.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
            if (printed.length > limits.bytes()) {
                throw new UnusableException("printed more than a list of components has");
            }
            if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new UnusableException("failed when asked for its components (exit status " + process.exitValue()
                        + "): " + firstLine(printed));
            }
            return printed;
        } catch (TimeoutException e) {
            throw new UnusableException(
                    "did not list its components within " + limits.time().toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new UnusableException("could not be read: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableException("was interrupted");
        }
    }

    private static String firstLine(byte[] printed) {
        String text = new String(printed, 0, Math.min(printed.length, 200), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("it said nothing").strip();
    }
}
