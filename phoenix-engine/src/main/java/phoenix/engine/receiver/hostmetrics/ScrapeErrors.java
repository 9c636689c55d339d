package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what a scrape could not read, and logs each cause once: the same file fails at every scrape, for hundreds of
 * processes. Not thread-safe.
 */
final class ScrapeErrors {
    private static final System.Logger LOG = System.getLogger(ScrapeErrors.class.getName());
    private static final int CAUSES_MAX = 256;

    private final String componentId;
    private final Set<String> logged = new HashSet<>();
    private long failedMetrics;
    private boolean isMuted;

    ScrapeErrors(String componentId) {
        this.componentId = componentId;
    }

    /** How many metrics are missing so far because of errors. */
    long failedMetrics() {
        return failedMetrics;
    }

    /** {@code mute_process_all_errors}: errors are neither counted nor logged while this holds. */
    void mute(boolean muted) {
        isMuted = muted;
    }

    /**
     * @param metrics how many metrics are missing because of it; 0 for an attribute
     * @param scraper the scraper's key
     * @param what was not possible, such as {@code cannot read the disk usage of a process}
     */
    void add(int metrics, ScraperType scraper, String what, IOException error) {
        String reason = reason(error);
        String message = String.valueOf(error.getMessage());
        add(metrics, scraper, what, reason, message.contains(reason) ? message : message + " (" + reason + ")");
    }

    /**
     * @param reason in a few words; errors of one reason are logged once
     * @param example the first of its kind in full
     */
    void add(int metrics, ScraperType scraper, String what, String reason, Object example) {
        if (isMuted) {
            return;
        }
        failedMetrics += metrics;
        if (logged.size() < CAUSES_MAX && logged.add(scraper.key() + what + reason)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> componentId + ": " + scraper.key() + ": " + what + ": " + example
                            + "; further ones are counted, not logged");
        }
    }

    /** The operating system's word for it, without the path: {@code /proc/1/io (Permission denied)}. */
    static String reason(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (error instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        String message = String.valueOf(error.getMessage());
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }
}
