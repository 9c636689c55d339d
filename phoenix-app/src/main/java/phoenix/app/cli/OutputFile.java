package phoenix.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code -o}: where a command writes its result, in place of standard output. A reader of the file sees the old one or the
 * new one, never a part.
 *
 * <pre>{@code
 * @Mixin private OutputFile file;
 * ...
 * file.check();
 * file.write(text);
 * }</pre>
 */
public final class OutputFile {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "The file to write, whole or not at all, in place of standard output.")
    private @Nullable Path file;

    public boolean isGiven() {
        return file != null;
    }

    /**
     * To be called before the work is done.
     *
     * @throws CommandFailure when the file cannot be one
     */
    public void check() {
        if (file != null) {
            check(file);
        }
    }

    /**
     * The same for a command whose file is not optional.
     *
     * @throws CommandFailure when it cannot be written
     */
    public static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw CommandFailure.usage(
                    "-o: cannot write to " + file, "Give the name of a file in a folder that exists.");
        }
    }

    /**
     * What a command reads it does not overwrite.
     *
     * @param inputs paths or URIs
     * @throws CommandFailure when the file is one of them
     */
    public void refuseToOverwrite(List<String> inputs) {
        for (String input : inputs) {
            if (file != null && isSame(input, file)) {
                throw CommandFailure.usage(
                        "-o: " + file + " is the configuration that is read", "Give it another name.");
            }
        }
    }

    private static boolean isSame(String input, Path file) {
        int hash = input.indexOf('#');
        String path = input.startsWith("file:") ? input.substring("file:".length()) : input;
        String holder = hash < 0 ? path : path.substring(0, path.indexOf('#'));
        return isSameFile(path, file) || isSameFile(holder, file);
    }

    private static boolean isSameFile(String path, Path file) {
        try {
            return Files.exists(file) && Files.isSameFile(Path.of(path), file);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /**
     * Writes it all.
     *
     * @throws CommandFailure when it cannot be written
     */
    public void write(String text) {
        if (file == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
            return;
        }
        try {
            replace(file, text);
        } catch (IOException e) {
            throw CommandFailure.failure("-o: cannot write to " + file + ": " + e.getMessage(), null);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text); // /dev/stdout, a pipe: there is nothing to replace
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
