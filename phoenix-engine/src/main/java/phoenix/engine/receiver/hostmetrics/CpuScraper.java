package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phoenix.metrics.Attributes;

/**
 * Times, utilization, number and frequency of the processors, from {@code /proc/stat}, {@code /proc/cpuinfo} and
 * {@code /sys/devices/system/cpu}.
 */
final class CpuScraper implements Scraper {
    /** In the order of the points; {@link #COLUMN} is where {@code /proc/stat} has them. */
    private static final String[] STATES = {"user", "system", "idle", "interrupt", "nice", "softirq", "steal", "wait"};

    private static final int[] COLUMN = {0, 2, 3, 5, 1, 6, 7, 4};
    /** Columns that even the oldest kernels have; "steal" came later. */
    private static final int COLUMNS_MIN = 7;

    private final HostPaths paths;
    private final double ticksPerSecond;
    private final ScraperOutput output;
    private final MetricRecorder time;
    private final MetricRecorder utilization;
    private final MetricRecorder logicalCount;
    private final MetricRecorder physicalCount;
    private final MetricRecorder frequency;
    private final List<Cpu> cpus = new ArrayList<>();

    CpuScraper(HostPaths paths, KernelSettings kernel, Map<String, MetricSettings> settings) {
        this.paths = paths;
        ticksPerSecond = kernel.ticksPerSecond();
        output = new ScraperOutput(type(), settings);
        time = output.metric("system.cpu.time");
        utilization = output.metric("system.cpu.utilization");
        logicalCount = output.metric("system.cpu.logical.count");
        physicalCount = output.metric("system.cpu.physical.count");
        frequency = output.metric("system.cpu.frequency");
    }

    /** One processor: its attributes, and its times at this scrape and the one before. */
    private static final class Cpu {
        private final String name;
        private final Attributes attributes;
        private final Attributes[] byState = new Attributes[STATES.length];
        private double[] seconds = new double[STATES.length];
        private double[] before = new double[STATES.length];
        private boolean hasBefore;
        private boolean seen;

        Cpu(String name) {
            this.name = name;
            attributes = Attributes.of("cpu", name);
            for (int i = 0; i < STATES.length; i++) {
                byState[i] = Attributes.of("cpu", name, "state", STATES[i]);
            }
        }

        void swap() {
            double[] newer = before;
            before = seconds;
            seconds = newer;
        }

        /** Summed up in the Collector's order, so that the last digit is the same. */
        private static double total(double[] s) {
            return s[0] + s[1] + s[2] + s[4] + s[7] + s[3] + s[5] + s[6];
        }
    }

    @Override
    public ScraperType type() {
        return ScraperType.CPU;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try (TextReader stat = scrape.reader().open(paths.proc("stat"))) {
            readTimes(stat, scrape.errors());
        } catch (IOException e) {
            scrape.errors().add(2, type(), "cannot read the times of processors", e);
            return;
        }
        int count = 0;
        for (Cpu cpu : cpus) {
            count += cpu.seen ? 1 : 0;
            record(cpu, now, scrape.errors());
        }
        cpus.removeIf(cpu -> !cpu.seen);
        logicalCount.add(now, Attributes.EMPTY, count);
        if (physicalCount.isOn()) {
            recordPhysicalCount(scrape, now);
        }
        if (frequency.isOn()) {
            recordFrequency(scrape, now);
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void readTimes(TextReader stat, ScrapeErrors errors) throws IOException {
        for (Cpu cpu : cpus) {
            cpu.seen = false;
        }
        stat.nextLine(); // the sum of all
        for (int index = 0; stat.nextLine() && stat.lineStartsWith("cpu"); index++) {
            try {
                Cpu cpu = cpu(index, stat);
                cpu.swap();
                readTimes(stat, cpu.seconds);
                cpu.seen = true;
            } catch (MalformedException e) {
                errors.add(1, type(), "cannot read the times of a processor", e);
            }
        }
    }

    private void readTimes(TextReader stat, double[] seconds) throws MalformedException {
        double[] ticks = new double[STATES.length];
        for (int column = 0; column < ticks.length; column++) {
            if (stat.nextField()) {
                ticks[column] = stat.number();
            } else if (column < COLUMNS_MIN) {
                throw new MalformedException("a line has too few fields");
            }
        }
        for (int i = 0; i < STATES.length; i++) {
            seconds[i] = ticks[COLUMN[i]] / ticksPerSecond;
        }
    }

    /** The processor that the line is about; lines come in the same order each time. */
    private Cpu cpu(int index, TextReader stat) {
        stat.nextField();
        if (index < cpus.size() && stat.fieldIs(cpus.get(index).name)) {
            return cpus.get(index);
        }
        String name = stat.text();
        for (Cpu cpu : cpus) {
            if (cpu.name.equals(name)) {
                return cpu;
            }
        }
        Cpu added = new Cpu(name);
        cpus.add(Math.min(index, cpus.size()), added);
        return added;
    }

    private void record(Cpu cpu, long now, ScrapeErrors errors) {
        if (!cpu.seen) {
            if (cpu.hasBefore) {
                errors.add(1, type(), "a processor is gone", cpu.name, cpu.name);
            }
            return;
        }
        for (int i = 0; i < STATES.length; i++) {
            time.add(now, cpu.byState[i], cpu.seconds[i]);
        }
        if (cpu.hasBefore) {
            double elapsed = Cpu.total(cpu.seconds) - Cpu.total(cpu.before);
            for (int i = 0; i < STATES.length; i++) {
                double share = elapsed <= 0 ? 0 : (cpu.seconds[i] - cpu.before[i]) / elapsed;
                utilization.add(now, cpu.byState[i], share);
            }
        }
        cpu.hasBefore = true;
    }

    /** Each core has one list of the threads that share it, whatever number of them there is. */
    private void recordPhysicalCount(Scrape scrape, long now) {
        for (String file : List.of("topology/core_cpus_list", "topology/thread_siblings_list")) {
            Set<String> cores = new HashSet<>();
            String[] folders = paths.sys("devices/system/cpu").list((_, name) -> name.matches("cpu[0-9].*"));
            for (String folder : folders == null ? new String[0] : folders) {
                try {
                    cores.add(scrape.reader()
                            .readRecord(new File(paths.sys("devices/system/cpu/" + folder), file))
                            .lineText());
                } catch (IOException _) {
                    // a processor that is off has no topology
                }
            }
            if (!cores.isEmpty()) {
                physicalCount.add(now, Attributes.EMPTY, cores.size());
                return;
            }
        }
        recordPhysicalCountFromCpuInfo(scrape, now);
    }

    private void recordPhysicalCountFromCpuInfo(Scrape scrape, long now) {
        Map<String, Long> coresOfSocket = new HashMap<>();
        String socket = "";
        try (TextReader info = scrape.reader().open(paths.proc("cpuinfo"))) {
            while (info.nextLine()) {
                if (info.lineStartsWith("physical id")) {
                    socket = valueOf(info).text();
                } else if (info.lineStartsWith("cpu cores")) {
                    coresOfSocket.put(socket, valueOf(info).number());
                }
            }
        } catch (IOException e) {
            scrape.errors().add(1, type(), "cannot count the processor cores", e);
            return;
        }
        long cores = coresOfSocket.values().stream().mapToLong(Long::longValue).sum();
        physicalCount.add(now, Attributes.EMPTY, cores);
    }

    /** {@code cpuinfo} gives megahertz; on processors for which it gives none the Collector reports 0. */
    private void recordFrequency(Scrape scrape, long now) {
        long processor = -1;
        double hertz = 0;
        try (TextReader info = scrape.reader().open(paths.proc("cpuinfo"))) {
            while (info.nextLine()) {
                if (info.lineStartsWith("processor")) {
                    recordFrequency(now, processor, hertz);
                    processor = valueOf(info).number();
                    hertz = 0;
                } else if (info.lineStartsWith("cpu MHz")) {
                    hertz = valueOf(info).decimal() * 1_000_000;
                }
            }
            recordFrequency(now, processor, hertz);
        } catch (IOException e) {
            frequency.discard();
            scrape.errors().add(1, type(), "cannot read the frequency of processors", e);
        }
    }

    private void recordFrequency(long now, long processor, double hertz) {
        for (Cpu cpu : cpus) {
            if (cpu.name.equals("cpu" + processor)) {
                frequency.add(now, cpu.attributes, hertz);
            }
        }
    }

    /** The first field after the colon. */
    private static TextReader valueOf(TextReader line) throws MalformedException {
        int colon = line.indexInLine(':');
        line.seek(colon < 0 ? line.lineEnd() : colon + 1);
        return line.skipFields(1);
    }
}
