package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of users by their numbers, from {@code /etc/passwd} under the root path, read again when it changes. Users
 * of a directory service are not in there and have no name, as for the Collector, whose builds do without the C library
 * that would ask it. Not thread-safe.
 */
final class UserNames {
    /** Enough for any file of users; a longer one is cut. */
    private static final int USERS_MAX = 200_000;

    private final File file;
    private final Map<Long, String> names = new HashMap<>();
    private long modifiedMillis = -1;
    private long bytes = -1;

    UserNames(HostPaths paths) {
        file = paths.etc("passwd");
    }

    /** Looks whether the file has changed; once for each scrape. */
    void refresh(TextReader reader) throws IOException {
        long presentMillis = file.lastModified();
        long presentBytes = file.length();
        if (presentMillis == modifiedMillis && presentBytes == bytes) {
            return;
        }
        modifiedMillis = presentMillis;
        bytes = presentBytes;
        names.clear();
        try (TextReader lines = reader.open(file)) {
            while (lines.nextLine() && names.size() < USERS_MAX) {
                add(lines.lineText());
            }
        }
    }

    /** {@code name:password:uid:gid:comment:home:shell}; the first of several lines for a number counts. */
    private void add(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 7 || fields[0].isEmpty() || "+-#".indexOf(fields[0].charAt(0)) >= 0) {
            return;
        }
        try {
            names.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
        } catch (NumberFormatException _) {
            return; // not the entry of a user
        }
    }

    @Nullable
    String nameOf(long userId) {
        return names.get(userId);
    }
}
