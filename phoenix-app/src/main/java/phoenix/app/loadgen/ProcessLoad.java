package phoenix.app.loadgen;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Processes of this host. Those that stay are children of one shell, the keeper, and share its standard input, whose other
 * end this process holds: they end when it is closed, also by {@code kill -9}. Those that come and go have a standard input
 * each. For one thread.
 */
final class ProcessLoad implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private final ProcessFolder folder;
    private final Process keeper;
    private final OutputStream lifeline;
    private final Deque<Process> passing = new ArrayDeque<>();
    private int number;
    private long spawned;

    /**
     * Starts the keeper with those that stay.
     *
     * @param parent of the folder for scripts, which must allow to execute
     * @param staying how many
     * @throws IOException with what the machine refused
     */
    ProcessLoad(Path parent, int staying, RandomGenerator random) throws IOException, InterruptedException {
        this.random = random;
        this.folder = new ProcessFolder(parent);
        try {
            Path script = folder.executable("keeper", script(staying));
            keeper = new ProcessBuilder("/bin/sh", script.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        lifeline = keeper.getOutputStream();
        try {
            awaitReady();
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
        spawned = staying;
    }

    /** Deletes the folder at the end itself, in case nobody else is left to do it. */
    private String script(int staying) {
        StringBuilder script = new StringBuilder("trap '' INT HUP\nexec 3<&0\n");
        for (int i = 0; i < staying; i++) {
            SyntheticProcess process = SyntheticProcess.of(number++, random);
            script.append('\'').append(folder.path().resolve(process.name())).append('\'');
            process.arguments().forEach(argument -> script.append(' ').append(argument));
            script.append(" <&3 3<&- >/dev/null 2>&1 &\n");
        }
        return script.append("echo ready\n")
                .append(staying > 0 ? "wait\n" : "while read -r _; do :; done\n")
                .append("rm -rf '")
                .append(folder.path())
                .append("'\n")
                .toString();
    }

    private void awaitReady() throws IOException, InterruptedException {
        var said = keeper.inputReader(StandardCharsets.UTF_8);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        List<String> lines = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (said.ready() || !keeper.isAlive()) {
                String line = said.readLine();
                if (line == null) {
                    break;
                }
                if (line.equals("ready")) {
                    return;
                }
                lines.add(line);
            } else {
                boolean _ = keeper.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("the processes did not start: " + String.join("; ", lines));
    }

    /** Lets so many of those that stay work a little. */
    void work(int processes) throws IOException {
        lifeline.write("\n".repeat(processes).getBytes(StandardCharsets.US_ASCII));
        lifeline.flush();
    }

    /** Starts one that passes; the oldest one goes when there are more than {@code max}. */
    void pass(int max) throws IOException {
        SyntheticProcess process = SyntheticProcess.of(number++, random);
        List<String> command =
                new ArrayList<>(List.of(folder.path().resolve(process.name()).toString()));
        command.addAll(process.arguments());
        passing.add(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        spawned++;
        while (passing.size() > max) {
            passing.remove().getOutputStream().close();
        }
    }

    /** Those that live now, without the keeper. */
    long living() {
        return keeper.descendants().count()
                + passing.stream().filter(Process::isAlive).count();
    }

    /** How many were started in all. */
    long spawned() {
        return spawned;
    }

    /** All are gone when this returns; what does not end by itself is killed, by its handle. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(keeper.descendants().toList());
        passing.forEach(process -> all.add(process.toHandle()));
        for (Process process : passing) {
            closeQuietly(process.getOutputStream());
        }
        closeQuietly(lifeline);
        long end = System.nanoTime() + END_LIMIT.toNanos();
        all.add(keeper.toHandle());
        boolean interrupted = false;
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                interrupted = true;
                break;
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
                handle.destroyForcibly();
            }
        }
        if (interrupted) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        folder.close();
    }

    /** A process that has ended already has closed the other end. */
    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException _) {
            // it has ended
        }
    }
}
