package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The command line of a process as its two attributes. Bytes that are not UTF-8 become U+FFFD. Immutable.
 *
 * @param raw the file as it was: to see whether it changed
 * @param command the first argument
 * @param line all arguments, with a space between them
 */
record CommandLine(byte[] raw, String command, String line) {
    /** Of a longer one the beginning is taken: as much as one argument can hold. */
    static final int BYTES_MAX = 128 << 10;

    static final CommandLine EMPTY = new CommandLine(new byte[0], "", "");

    /** Reads command lines into one buffer, which grows to the longest seen. Not thread-safe. */
    static final class Reader {
        private byte[] buffer = new byte[TextReader.BUFFER_BYTES];

        /** The command line in the file: the same instance as before if nothing changed. */
        CommandLine read(File file, CommandLine before) throws IOException {
            int length = 0;
            try (FileInputStream in = new FileInputStream(file)) {
                int read;
                while ((read = in.read(buffer, length, Math.min(TextReader.BUFFER_BYTES, buffer.length - length)))
                        > 0) {
                    length += read;
                    if (length == buffer.length && length < BYTES_MAX) {
                        buffer = Arrays.copyOf(buffer, length * 2);
                    }
                }
            }
            byte[] raw = before.raw;
            return Arrays.equals(raw, 0, raw.length, buffer, 0, length) ? before : of(Arrays.copyOf(buffer, length));
        }
    }

    /** @param raw arguments, each ended by a zero byte, as {@code /proc/PID/cmdline} has them */
    static CommandLine of(byte[] raw) {
        int end = raw.length;
        while (end > 0 && raw[end - 1] == 0) {
            end--;
        }
        int first = 0;
        while (first < end && raw[first] != 0) {
            first++;
        }
        String line = new String(raw, 0, end, StandardCharsets.UTF_8).replace('\0', ' ');
        return new CommandLine(raw, new String(raw, 0, first, StandardCharsets.UTF_8), line);
    }

    /** The last part of the command's path. */
    String baseName() {
        int end = command.length();
        while (end > 1 && command.charAt(end - 1) == '/') {
            end--;
        }
        String path = command.substring(0, end);
        return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
    }
}
