package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text files of {@code /proc} line by line and field by field, out of one buffer that is used for file after
 * file: nothing is allocated for what is only looked at. Memory is bounded whatever a file holds. Of a line that is
 * longer than the buffer ({@value #BUFFER_BYTES} bytes; the {@code intr} line of {@code /proc/stat} can be) only the
 * beginning is seen. Not thread-safe.
 *
 * <p>Call {@link #open}, then {@link #nextLine} and for each line {@link #nextField}, and {@link #close}.
 */
final class TextReader implements AutoCloseable {
    /** The JDK reads up to this many bytes through its stack; more would cost it an allocation for each read. */
    static final int BUFFER_BYTES = 8192;

    /** No file of the kernel comes near this; a file that never ends stops here. */
    private static final long FILE_BYTES_MAX = 256L << 20;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private @Nullable FileInputStream stream;
    private long bytesRead;
    private int filled;
    private int next;
    private int lineStart;
    private int lineEnd;
    private int fieldStart;
    private int fieldEnd;

    /** Opens a file for {@link #nextLine}. */
    TextReader open(File file) throws IOException {
        close();
        stream = new FileInputStream(file);
        return this;
    }

    /**
     * Reads a file that the kernel hands out as one record and makes all of it the present line: one read, where going
     * on to the end would take two. What does not fit the buffer is not seen.
     */
    TextReader readRecord(File file) throws IOException {
        int length;
        try (TextReader opened = open(file)) {
            length = Math.max(0, opened.read(0));
        }
        filled = length;
        next = length;
        setLine(0, length);
        return this;
    }

    private FileInputStream requireOpen() {
        if (stream == null) {
            throw new IllegalStateException("no file is open");
        }
        return stream;
    }

    /** Closes the present file. */
    @Override
    public void close() throws IOException {
        FileInputStream opened = stream;
        stream = null;
        bytesRead = 0;
        filled = 0;
        next = 0;
        setLine(0, 0);
        if (opened != null) {
            opened.close();
        }
    }

    private void setLine(int start, int end) {
        lineStart = start;
        lineEnd = end;
        fieldStart = start;
        fieldEnd = start;
    }

    /** Goes to the next line; false at the end of the file. */
    boolean nextLine() throws IOException {
        int end = indexOf((byte) '\n', next, filled);
        if (end < 0 && stream != null) {
            end = fillUntilNewline();
        }
        if (end < 0) {
            if (next == filled) {
                return false;
            }
            end = filled; // the last line has no newline
            setLine(next, end);
            next = filled;
            return true;
        }
        setLine(next, end);
        next = end + 1;
        return true;
    }

    private int fillUntilNewline() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        filled -= next;
        next = 0;
        while (filled < BUFFER_BYTES) {
            int read = read(filled);
            if (read <= 0) {
                return -1;
            }
            int end = indexOf((byte) '\n', filled, filled + read);
            filled += read;
            if (end >= 0) {
                return end;
            }
        }
        return skipRestOfLongLine();
    }

    /** Keeps all of the buffer but its last kilobyte as the line, and reads on to the newline through the rest. */
    private int skipRestOfLongLine() throws IOException {
        int kept = BUFFER_BYTES - 1024;
        while (true) {
            filled = kept;
            int read = read(kept);
            if (read <= 0) {
                return -1;
            }
            filled += read;
            int newline = indexOf((byte) '\n', kept, filled);
            if (newline >= 0) {
                // The line ends where it was cut; what follows the newline moves up behind the cut.
                buffer[kept] = '\n';
                System.arraycopy(buffer, newline + 1, buffer, kept + 1, filled - newline - 1);
                filled -= newline - kept;
                return kept;
            }
        }
    }

    private int read(int offset) throws IOException {
        int read = requireOpen().read(buffer, offset, BUFFER_BYTES - offset);
        bytesRead += Math.max(0, read);
        if (bytesRead > FILE_BYTES_MAX) {
            throw new MalformedException("the file has more than " + (FILE_BYTES_MAX >> 20) + " MiB");
        }
        return read;
    }

    private int indexOf(byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Goes to the next field, which spaces and tabs end; false at the end of the line. */
    boolean nextField() {
        int i = fieldEnd;
        while (i < lineEnd && isBlank(buffer[i])) {
            i++;
        }
        fieldStart = i;
        while (i < lineEnd && !isBlank(buffer[i])) {
            i++;
        }
        fieldEnd = i;
        return fieldEnd > fieldStart;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Goes on by so many fields; false when the line has fewer. */
    boolean nextFields(int count) {
        for (int i = 0; i < count; i++) {
            if (!nextField()) {
                return false;
            }
        }
        return true;
    }

    /** Skips fields; a line that has fewer is malformed. */
    TextReader skipFields(int count) throws MalformedException {
        if (!nextFields(count)) {
            throw new MalformedException("a line has too few fields");
        }
        return this;
    }

    /** The next field as an unsigned decimal number of 64 bits. */
    long nextNumber() throws MalformedException {
        return skipFields(1).number();
    }

    /** The present field as an unsigned decimal number of 64 bits. */
    long number() throws MalformedException {
        int length = fieldEnd - fieldStart;
        if (length == 0 || length > 20) {
            throw new MalformedException("not a number");
        }
        long value = 0;
        for (int i = fieldStart; i < fieldEnd; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedException("not a number");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The present field as a decimal fraction. */
    double decimal() throws MalformedException {
        try {
            return Double.parseDouble(text());
        } catch (NumberFormatException _) {
            throw new MalformedException("not a number");
        }
    }

    /** The present field. Bytes that are not UTF-8 become U+FFFD. */
    String text() {
        return text(fieldStart, fieldEnd);
    }

    String text(int start, int end) {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    String lineText() {
        return text(lineStart, lineEnd);
    }

    boolean fieldIs(String ascii) {
        return fieldEnd - fieldStart == ascii.length() && matches(fieldStart, ascii);
    }

    /** Whether the rest of the line begins with the text. */
    boolean lineStartsWith(String ascii) {
        return lineEnd - lineStart >= ascii.length() && matches(lineStart, ascii);
    }

    private boolean matches(int start, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (buffer[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int lineStart() {
        return lineStart;
    }

    int lineEnd() {
        return lineEnd;
    }

    int fieldStart() {
        return fieldStart;
    }

    int fieldLength() {
        return fieldEnd - fieldStart;
    }

    byte byteAt(int index) {
        return buffer[index];
    }

    /** The place of the byte in the present line, or -1. */
    int indexInLine(char wanted) {
        return indexOf((byte) wanted, lineStart, lineEnd);
    }

    int lastIndexInLine(char wanted) {
        for (int i = lineEnd - 1; i >= lineStart; i--) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Lets the next field begin at this place of the line, or after it. */
    void seek(int index) {
        fieldStart = index;
        fieldEnd = index;
    }
}
