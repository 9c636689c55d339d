package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A process and what is remembered of it from scrape to scrape. A process id that is used again is a new process. */
final class ProcessEntry {
    final int pid;
    final ProcessStat stat = new ProcessStat();
    final File folder;
    final File statFile;

    /** The scrape that saw it last. */
    int scrape;

    /** What the process scraper knows of it; null until that scrapes it. */
    @Nullable
    ProcessIdentity identity;

    @Nullable
    CpuUse cpuUse;

    /** CPU times at the scrape before. */
    record CpuUse(long timeUnixNano, long userTicks, long systemTicks, long ioWaitTicks) {}

    ProcessEntry(File proc, int pid) {
        this.pid = pid;
        folder = new File(proc, Integer.toString(pid));
        statFile = new File(folder, "stat");
    }

    void forget() {
        identity = null;
        cpuUse = null;
    }

    boolean hasEnded() {
        return !folder.exists();
    }
}
