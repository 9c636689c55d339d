package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the host, from {@code /proc}, with the {@code stat} of each. Read once for each scrape, however many
 * scrapers ask. What is remembered of a process goes when it ends. Not thread-safe.
 */
final class ProcessTable {
    private static final int PIDS_MAX = 1 << 22; // the kernel's own limit

    private final HostPaths paths;
    private final Map<Integer, ProcessEntry> byPid = new HashMap<>();
    private final List<ProcessEntry> present = new ArrayList<>();
    private int[] pids = new int[256];
    private int pidCount;
    private int scrape;
    private boolean isRead;
    private int unreadable;
    private @Nullable IOException unreadableBecause;

    ProcessTable(HostPaths paths) {
        this.paths = paths;
    }

    /** Makes the next {@link #read} look again. */
    void beginScrape() {
        isRead = false;
    }

    /** How many processes there were when the folder was listed. */
    int listedCount() {
        return pidCount;
    }

    /** How many processes are remembered. */
    int size() {
        return byPid.size();
    }

    /** How many processes that still run could not be read in the last {@link #read}. */
    int unreadableCount() {
        return unreadable;
    }

    /** Why one of them could not be read; null when all could. */
    @Nullable
    IOException unreadableBecause() {
        return unreadableBecause;
    }

    /** Processes by ascending id. One that ends while they are read is not among them. */
    List<ProcessEntry> read(TextReader reader) throws IOException {
        if (isRead) {
            return present;
        }
        scrape++;
        unreadable = 0;
        unreadableBecause = null;
        present.clear();
        File proc = paths.proc("");
        list(proc);
        for (int i = 0; i < pidCount; i++) {
            ProcessEntry entry = byPid.get(pids[i]);
            if (entry == null) {
                entry = new ProcessEntry(proc, pids[i]);
            }
            if (refresh(entry, reader)) {
                entry.scrape = scrape;
                byPid.put(entry.pid, entry);
                present.add(entry);
            }
        }
        byPid.values().removeIf(entry -> entry.scrape != scrape);
        isRead = true;
        return present;
    }

    private boolean refresh(ProcessEntry entry, TextReader reader) {
        long startTicks = entry.stat.startTicks;
        try {
            entry.stat.parse(reader.readRecord(entry.statFile));
        } catch (IOException e) {
            if (!entry.hasEnded()) {
                unreadable++;
                unreadableBecause = e;
            }
            return false;
        }
        if (entry.stat.startTicks != startTicks) {
            entry.forget();
        }
        return true;
    }

    private void list(File proc) throws IOException {
        String[] names = proc.list();
        if (names == null) {
            throw new IOException(proc + " (cannot be listed)");
        }
        pidCount = 0;
        for (String name : names) {
            int pid = pid(name);
            if (pid >= 0) {
                if (pidCount == pids.length) {
                    pids = Arrays.copyOf(pids, pidCount * 2);
                }
                pids[pidCount++] = pid;
            }
        }
        Arrays.sort(pids, 0, pidCount);
    }

    /** -1 when the name is not that of a process. */
    static int pid(String name) {
        int pid = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || pid > PIDS_MAX) {
                return -1;
            }
            pid = pid * 10 + digit;
        }
        return name.isEmpty() || pid > PIDS_MAX ? -1 : pid;
    }
}
