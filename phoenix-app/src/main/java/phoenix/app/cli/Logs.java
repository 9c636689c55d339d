package phoenix.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Where {@link System.Logger} records go: one line each, on standard error, from WARNING up.
 *
 * <p>The record itself brings the time, so nothing here reads a clock.
 */
public final class Logs {
    private static final String MANAGER_PROPERTY = "java.util.logging.manager";

    private static volatile boolean verbose;
    private static volatile Runnable beforeLine = () -> {};

    private Logs() {}

    /** Must run before anything logs: the log manager is chosen once, by the first logger. */
    static void start() {
        if (System.getProperty(MANAGER_PROPERTY) == null) {
            System.setProperty(MANAGER_PROPERTY, Lasting.class.getName());
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new StandardError());
        root.setLevel(Level.WARNING);
    }

    /** For the rest of the process: records of this level and above; never fewer than {@code --verbose} asks for. */
    public static void atLeast(System.Logger.Level level) {
        if (!verbose || level.compareTo(System.Logger.Level.INFO) < 0) {
            Logger.getLogger("")
                    .setLevel(
                            switch (level) {
                                case ALL, TRACE, DEBUG -> Level.FINE;
                                case INFO -> Level.INFO;
                                case WARNING -> Level.WARNING;
                                case ERROR, OFF -> Level.SEVERE;
                            });
        }
    }

    /** For the rest of the process: INFO records as well, and stack traces with errors. */
    static void beVerbose() {
        verbose = true;
        Logger.getLogger("").setLevel(Level.INFO);
    }

    /** Has something done before each line, such as taking away what is drawn on the terminal. It must not log. */
    public static void beforeEachLine(Runnable action) {
        beforeLine = action;
    }

    static boolean isVerbose() {
        return verbose;
    }

    /**
     * Keeps the handlers until the JVM is gone. The stock manager takes them away in a shutdown hook of its own, and
     * what is logged while a run ends after Ctrl-C would be lost.
     */
    public static final class Lasting extends LogManager {
        @Override
        public void reset() {}
    }

    private static final class StandardError extends StreamHandler {
        StandardError() {
            super(System.err, new OneLine());
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            beforeLine.run();
            super.publish(record);
            flush();
        }

        /** Standard error stays open: others write to it too. */
        @Override
        public synchronized void close() {
            flush();
        }
    }

    /** {@code 2026-01-31T10:20:30.123Z WARNING exporter.Retry: message}; a stack trace only with {@code --verbose}. */
    static final class OneLine extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

        @Override
        public String format(LogRecord record) {
            StringBuilder line = new StringBuilder(160)
                    .append(TIME.format(record.getInstant()))
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(shortName(record.getLoggerName()))
                    .append(": ");
            int start = line.length();
            line.append(formatMessage(record));
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                line.append(": ").append(thrown);
            }
            escapeControls(line, start);
            line.append('\n');
            if (thrown != null && isVerbose()) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }

        private static String shortName(String loggerName) {
            return loggerName == null ? "phoenix" : loggerName.replaceFirst("^phoenix\\.", "");
        }

        /** A message may quote what a peer sent: it stays one line and cannot steer the terminal. */
        private static void escapeControls(StringBuilder line, int start) {
            for (int i = start; i < line.length(); i++) {
                if (Character.isISOControl(line.charAt(i))) {
                    line.setCharAt(i, ' ');
                }
            }
        }
    }
}
