package phoenix.engine.receiver.hostmetrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;

/** What a user writes for one scraper. A scraper is on when its key is there, even with nothing behind it. */
public final class ScraperConfig {
    private final Function<Host, Scraper> maker;
    private final boolean comparesReadings;

    private ScraperConfig(Function<Host, Scraper> maker) {
        this(maker, false);
    }

    private ScraperConfig(Function<Host, Scraper> maker, boolean comparesReadings) {
        this.maker = maker;
        this.comparesReadings = comparesReadings;
    }

    /** Whether a metric is on that tells what was since the scrape before. */
    boolean comparesReadings() {
        return comparesReadings;
    }

    private static boolean isOn(Map<String, MetricSettings> metrics, String offByDefault) {
        return Boolean.TRUE.equals(
                metrics.getOrDefault(offByDefault, MetricSettings.DEFAULT).enabled());
    }

    Scraper make(Host host) {
        return maker.apply(host);
    }

    private static final List<Field<Optional<ScraperConfig>>> SCRAPERS = List.of(
            Field.optional(cpu(), "cpu", "Times, utilization and number of processors"),
            Field.optional(load(), "load", "Load averages"),
            Field.optional(memory(), "memory", "Use of memory"),
            Field.optional(disk(), "disk", "Counters of block devices"),
            Field.optional(filesystem(), "filesystem", "Space and inodes of mounted file systems"),
            Field.optional(network(), "network", "Counters of interfaces, TCP connections by state"),
            Field.optional(paging(), "paging", "Use of swap, paging operations, page faults"),
            Field.optional(processes(), "processes", "Number of processes by status"),
            Field.optional(process(), "process", "Each process as a resource of its own"),
            Field.optional(system(), "system", "Uptime"));

    private static final Field<Boolean> NFS = Field.unsupported("nfs", "Phoenix has no scraper for NFS; take it out");

    /** The section {@code scrapers}: those that are on, in a fixed order. */
    static final ConfigSpec<List<ScraperConfig>> ALL = ConfigSpec.of(
                    values -> SCRAPERS.stream()
                            .map(values::get)
                            .flatMap(Optional::stream)
                            .toList(),
                    Stream.concat(SCRAPERS.stream(), Stream.of(NFS)).toArray(Field<?>[]::new))
            .check((scrapers, context) -> {
                // One that is not here has been reported for that.
                if (scrapers.isEmpty() && !context.isSet(NFS)) {
                    context.report(
                            DiagnosticCode.MISSING_FIELD,
                            context.span(NFS),
                            "there must be at least one scraper, such as \"cpu:\"");
                }
            });

    private static ConfigSpec<ScraperConfig> cpu() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.CPU);
        return ConfigSpec.of(
                v -> new ScraperConfig(
                        host -> new CpuScraper(host.paths(), host.kernel(), v.get(metrics)),
                        isOn(v.get(metrics), "system.cpu.utilization")),
                metrics);
    }

    private static ConfigSpec<ScraperConfig> load() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.LOAD);
        Field<Boolean> average = Field.bool("cpu_average", false, "Divide the load by the number of processors");
        return ConfigSpec.of(
                v -> new ScraperConfig(host -> new LoadScraper(host.paths(), v.get(metrics), v.get(average))),
                metrics,
                average);
    }

    private static ConfigSpec<ScraperConfig> memory() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.MEMORY);
        return ConfigSpec.of(
                v -> new ScraperConfig(host -> new MemoryScraper(host.paths(), host.kernel(), v.get(metrics))),
                metrics);
    }

    private static ConfigSpec<ScraperConfig> disk() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.DISK);
        FilterFields names = new FilterFields("include", "exclude", "devices", "device");
        return ConfigSpec.of(
                v -> new ScraperConfig(host -> new DiskScraper(host.paths(), v.get(metrics), names.filter(v))),
                metrics,
                names.include(),
                names.exclude());
    }

    private static ConfigSpec<ScraperConfig> network() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.NETWORK);
        FilterFields names = new FilterFields("include", "exclude", "interfaces", "interface");
        return ConfigSpec.of(
                v -> new ScraperConfig(host -> new NetworkScraper(host.paths(), v.get(metrics), names.filter(v))),
                metrics,
                names.include(),
                names.exclude());
    }

    private static ConfigSpec<ScraperConfig> filesystem() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.FILESYSTEM);
        Field<Boolean> virtual = Field.bool(
                "include_virtual_filesystems", false, "Report file systems without a device too, such as tmpfs");
        FilterFields devices = new FilterFields("include_devices", "exclude_devices", "devices", "device");
        FilterFields types = new FilterFields("include_fs_types", "exclude_fs_types", "fs_types", "type");
        FilterFields mountPoints =
                new FilterFields("include_mount_points", "exclude_mount_points", "mount_points", "mount point");
        return ConfigSpec.of(
                v -> {
                    var filters =
                            new FilesystemScraper.Filters(devices.filter(v), types.filter(v), mountPoints.filter(v));
                    return new ScraperConfig(host -> new FilesystemScraper(
                            host.paths(),
                            v.get(metrics),
                            new MountTable(host.paths(), v.get(virtual)),
                            filters,
                            host.fileSystems()));
                },
                metrics,
                virtual,
                devices.include(),
                devices.exclude(),
                types.include(),
                types.exclude(),
                mountPoints.include(),
                mountPoints.exclude());
    }

    private static ConfigSpec<ScraperConfig> paging() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.PAGING);
        return ConfigSpec.of(v -> new ScraperConfig(host -> new PagingScraper(host.paths(), v.get(metrics))), metrics);
    }

    private static ConfigSpec<ScraperConfig> processes() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.PROCESSES);
        return ConfigSpec.of(
                v -> new ScraperConfig(host -> new ProcessesScraper(host.paths(), v.get(metrics))), metrics);
    }

    private static ConfigSpec<ScraperConfig> system() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.SYSTEM);
        return ConfigSpec.of(v -> new ScraperConfig(host -> new SystemScraper(host.paths(), v.get(metrics))), metrics);
    }

    private static ConfigSpec<ScraperConfig> process() {
        Field<Map<String, MetricSettings>> metrics = MetricFields.of(ScraperType.PROCESS);
        FilterFields names = new FilterFields("include", "exclude", "names", "executable name");
        Field<ProcessAttributes> attributes = ResourceAttributeFields.FIELD;
        Field<ProcessScraper.Mutes> mutes = MuteFields.INLINE;
        Field<Duration> delay = Field.duration(
                        "scrape_process_delay", Duration.ZERO, "Leave out processes that have run for less than this")
                .atLeast(Duration.ZERO);
        return ConfigSpec.of(
                v -> {
                    var settings =
                            new ProcessScraper.Settings(names.filter(v), v.get(attributes), v.get(mutes), v.get(delay));
                    return new ScraperConfig(
                            host -> new ProcessScraper(host.paths(), host.kernel(), v.get(metrics), settings),
                            isOn(v.get(metrics), "process.cpu.utilization"));
                },
                metrics,
                names.include(),
                names.exclude(),
                attributes,
                mutes,
                delay);
    }
}
