package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import phoenix.metrics.Attributes;

/** The metrics of one process after another. */
final class ProcessMetrics {
    private static final Attributes USER = Attributes.of("state", "user");
    private static final Attributes SYSTEM = Attributes.of("state", "system");
    private static final Attributes WAIT = Attributes.of("state", "wait");
    private static final Attributes READ = Attributes.of("direction", "read");
    private static final Attributes WRITE = Attributes.of("direction", "write");
    private static final Attributes MAJOR = Attributes.of("type", "major");
    private static final Attributes MINOR = Attributes.of("type", "minor");
    private static final Attributes INVOLUNTARY = Attributes.of("type", "involuntary");
    private static final Attributes VOLUNTARY = Attributes.of("type", "voluntary");
    private static final double NANOS_PER_SECOND = 1e9;

    private final HostPaths paths;
    private final KernelSettings kernel;
    private final boolean isIoMuted;
    private final MetricRecorder cpuTime;
    private final MetricRecorder cpuUtilization;
    private final MetricRecorder memoryUsage;
    private final MetricRecorder memoryVirtual;
    private final MetricRecorder memoryUtilization;
    private final MetricRecorder diskIo;
    private final MetricRecorder diskOperations;
    private final MetricRecorder pagingFaults;
    private final MetricRecorder threads;
    private final MetricRecorder contextSwitches;
    private final MetricRecorder openFiles;
    private final MetricRecorder signalsPending;
    private final MetricRecorder uptime;
    private final ProcessStatus threadStatus = new ProcessStatus();
    private int processors;
    private long memoryBytes;

    ProcessMetrics(HostPaths paths, KernelSettings kernel, ScraperOutput output, boolean isIoMuted) {
        this.paths = paths;
        this.kernel = kernel;
        this.isIoMuted = isIoMuted;
        cpuTime = output.metric("process.cpu.time");
        cpuUtilization = output.metric("process.cpu.utilization");
        memoryUsage = output.metric("process.memory.usage");
        memoryVirtual = output.metric("process.memory.virtual");
        memoryUtilization = output.metric("process.memory.utilization");
        diskIo = output.metric("process.disk.io");
        diskOperations = output.metric("process.disk.operations");
        pagingFaults = output.metric("process.paging.faults");
        threads = output.metric("process.threads");
        contextSwitches = output.metric("process.context_switches");
        openFiles = output.metric("process.open_file_descriptors");
        signalsPending = output.metric("process.signals_pending");
        uptime = output.metric("process.uptime");
    }

    /** Whether more than the owner is needed from the status file. */
    boolean needsStatus() {
        return contextSwitches.isOn() || signalsPending.isOn();
    }

    void beginScrape(Scrape scrape, int processorCount) {
        processors = processorCount;
        memoryBytes = 0;
        if (memoryUtilization.isOn()) {
            try (TextReader info = scrape.reader().open(paths.proc("meminfo"))) {
                while (memoryBytes == 0 && info.nextLine()) {
                    memoryBytes = info.lineStartsWith("MemTotal:")
                            ? info.skipFields(1).nextNumber() * 1024
                            : 0;
                }
            } catch (IOException e) {
                scrape.errors().add(1, ScraperType.PROCESS, "cannot read the size of the memory", e);
            }
        }
    }

    /**
     * Records all metrics that are on; false when the process has ended, after which what was recorded is of no use.
     *
     * @param status as read a moment ago, if {@link #needsStatus}
     */
    boolean record(ProcessEntry process, ProcessStatus status, long startMillis, long now, Scrape scrape) {
        recordStat(process, startMillis, now);
        try {
            recordMemory(process, now, scrape);
            recordDisk(process, now, scrape);
            recordStatus(process, status, now, scrape);
            recordOpenFiles(process, now, scrape);
        } catch (EndedException _) {
            scrape.errors().add(1, ScraperType.PROCESS, "a process ended while it was read", "ended", process.folder);
            return false;
        }
        return true;
    }

    /** The process is gone; thrown so that nothing more of it is looked at. */
    private static final class EndedException extends IOException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private static void fail(ProcessEntry process, int metrics, String what, IOException error, Scrape scrape)
            throws EndedException {
        if (process.hasEnded()) {
            throw new EndedException();
        }
        scrape.errors().add(metrics, ScraperType.PROCESS, what, error);
    }

    private void recordStat(ProcessEntry process, long startMillis, long now) {
        ProcessStat stat = process.stat;
        double ticks = kernel.ticksPerSecond();
        cpuTime.add(now, USER, stat.userTicks / ticks);
        cpuTime.add(now, SYSTEM, stat.systemTicks / ticks);
        cpuTime.add(now, WAIT, stat.ioWaitTicks / ticks);
        if (cpuUtilization.isOn()) {
            recordUtilization(process, now);
        }
        pagingFaults.add(now, MAJOR, stat.majorFaults);
        pagingFaults.add(now, MINOR, stat.minorFaults);
        threads.add(now, Attributes.EMPTY, (long) stat.threads);
        long age = now - startMillis * 1_000_000;
        long wholeSeconds = age / 1_000_000_000;
        uptime.add(now, Attributes.EMPTY, wholeSeconds + age % 1_000_000_000 / NANOS_PER_SECOND);
    }

    private void recordUtilization(ProcessEntry process, long now) {
        ProcessStat stat = process.stat;
        ProcessEntry.CpuUse before = process.cpuUse;
        process.cpuUse = new ProcessEntry.CpuUse(now, stat.userTicks, stat.systemTicks, stat.ioWaitTicks);
        if (before == null) {
            return;
        }
        double seconds = (now - before.timeUnixNano()) / NANOS_PER_SECOND;
        cpuUtilization.add(now, USER, share(before.userTicks(), stat.userTicks, seconds));
        cpuUtilization.add(now, SYSTEM, share(before.systemTicks(), stat.systemTicks, seconds));
        cpuUtilization.add(now, WAIT, share(before.ioWaitTicks(), stat.ioWaitTicks, seconds));
    }

    private double share(long ticksBefore, long ticks, double seconds) {
        double perSecond = kernel.ticksPerSecond();
        return seconds <= 0 ? 0 : (ticks / perSecond - ticksBefore / perSecond) / seconds / processors;
    }

    private void recordMemory(ProcessEntry process, long now, Scrape scrape) throws EndedException {
        ProcessIdentity identity = process.identity;
        boolean needsUtilization = memoryUtilization.isOn() && memoryBytes > 0;
        if (identity == null || !(memoryUsage.isOn() || memoryVirtual.isOn() || needsUtilization)) {
            return;
        }
        long residentBytes = 0;
        long virtualBytes = 0;
        if (!process.stat.isKernelThread) { // which have no memory of their own
            try {
                TextReader statm = scrape.reader().readRecord(identity.statmFile);
                virtualBytes = statm.nextNumber() * kernel.pageBytes();
                residentBytes = statm.nextNumber() * kernel.pageBytes();
            } catch (IOException e) {
                fail(process, 2, "cannot read the memory of a process", e, scrape);
                return;
            }
        }
        memoryUsage.add(now, Attributes.EMPTY, residentBytes);
        memoryVirtual.add(now, Attributes.EMPTY, virtualBytes);
        if (needsUtilization) { // in single precision, as the Collector computes it
            double percent = 100f * (float) residentBytes / (float) memoryBytes;
            memoryUtilization.add(now, Attributes.EMPTY, percent);
        }
    }

    private void recordDisk(ProcessEntry process, long now, Scrape scrape) throws EndedException {
        ProcessIdentity identity = process.identity;
        if (identity == null || !(diskIo.isOn() || diskOperations.isOn())) {
            return;
        }
        IOException failure = identity.ioAttempt.standingFailure(now);
        if (failure == null) {
            try {
                recordDisk(scrape.reader().open(identity.ioFile), now);
                return;
            } catch (IOException e) {
                identity.ioAttempt.failed(e, now);
                failure = e;
            }
        }
        if (!isIoMuted || process.hasEnded()) {
            fail(process, 1, "cannot read the disk use of a process", failure, scrape);
        }
    }

    private void recordDisk(TextReader reader, long now) throws IOException {
        long[] values = new long[4];
        try (TextReader lines = reader) {
            while (lines.nextLine()) {
                lines.nextField();
                if (lines.fieldIs("rchar:")) {
                    values[0] = lines.nextNumber();
                } else if (lines.fieldIs("wchar:")) {
                    values[1] = lines.nextNumber();
                } else if (lines.fieldIs("syscr:")) {
                    values[2] = lines.nextNumber();
                } else if (lines.fieldIs("syscw:")) {
                    values[3] = lines.nextNumber();
                    break;
                }
            }
        }
        diskIo.add(now, READ, values[0]);
        diskIo.add(now, WRITE, values[1]);
        diskOperations.add(now, READ, values[2]);
        diskOperations.add(now, WRITE, values[3]);
    }

    private void recordStatus(ProcessEntry process, ProcessStatus status, long now, Scrape scrape)
            throws EndedException {
        if (contextSwitches.isOn()) {
            try {
                recordContextSwitches(process, status, now, scrape);
            } catch (IOException e) {
                fail(process, 1, "cannot read the context switches of a process", e, scrape);
            }
        }
        if (signalsPending.isOn()) {
            // The Collector looks at the limits of the process on its way, open files included.
            if (new File(process.folder, "fd").canRead()) {
                signalsPending.add(now, Attributes.EMPTY, status.pendingSignals);
            } else {
                IOException denied = new MalformedException(process.folder + "/fd (Permission denied)");
                fail(process, 1, "cannot read the pending signals of a process", denied, scrape);
            }
        }
    }

    /** The status of a process counts its first thread alone. */
    private void recordContextSwitches(ProcessEntry process, ProcessStatus status, long now, Scrape scrape)
            throws IOException {
        File tasks = new File(process.folder, "task");
        String[] ids = process.stat.threads == 1 ? new String[1] : tasks.list();
        if (ids == null) {
            throw new MalformedException(tasks + " (cannot be listed)");
        }
        long voluntary = status.voluntarySwitches;
        long involuntary = status.involuntarySwitches;
        if (ids.length != 1) {
            voluntary = 0;
            involuntary = 0;
            for (String id : ids) {
                threadStatus.read(scrape.reader(), new File(tasks, id + "/status"), true);
                voluntary += threadStatus.voluntarySwitches;
                involuntary += threadStatus.involuntarySwitches;
            }
        }
        contextSwitches.add(now, INVOLUNTARY, involuntary);
        contextSwitches.add(now, VOLUNTARY, voluntary);
    }

    private void recordOpenFiles(ProcessEntry process, long now, Scrape scrape) throws EndedException {
        if (!openFiles.isOn()) {
            return;
        }
        File folder = new File(process.folder, "fd");
        String[] names = folder.list();
        if (names == null) {
            IOException denied = new MalformedException(folder + " (Permission denied)");
            fail(process, 1, "cannot count the open files of a process", denied, scrape);
        } else {
            openFiles.add(now, Attributes.EMPTY, (long) names.length);
        }
    }
}
