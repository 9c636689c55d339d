package phoenix.engine.receiver.hostmetrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Space and inodes of the mounted file systems. */
final class FilesystemScraper implements Scraper {
    private static final int METRICS = 2;
    private static final String[] STATES = {"used", "free", "reserved"};

    private final String root;
    private final boolean hasOwnMountInfo;
    private final MountTable mounts;
    private final Filters filters;
    private final FileSystemUse fileSystems;
    private final ScraperOutput output;
    private final MetricRecorder usage;
    private final MetricRecorder utilization;
    private final MetricRecorder inodes;
    private final Map<Mounted, Known> known = new HashMap<>();
    private int scrapes;

    /** What may be left out, by device, type and mount point. */
    record Filters(NameFilter devices, NameFilter types, NameFilter mountPoints) {
        static final Filters NONE = new Filters(NameFilter.ALL, NameFilter.ALL, NameFilter.ALL);

        boolean pass(Mount mount) {
            return devices.passes(mount.device())
                    && types.passes(mount.type())
                    && mountPoints.passes(mount.mountPoint());
        }
    }

    /** One device at one place counts once, also when the table has it twice. */
    private record Mounted(String mountPoint, String device) {}

    /** The attributes of a mount, for each state and, last, without one. */
    private static final class Known {
        private final Mount mount;
        private final Attributes[] attributes = new Attributes[STATES.length + 1];
        private int scrape;

        Known(Mount mount) {
            this.mount = mount;
            Attributes common = Attributes.builder()
                    .put("device", mount.device())
                    .put("mode", mount.mode())
                    .put("mountpoint", mount.mountPoint())
                    .put("type", mount.type())
                    .build();
            for (int i = 0; i < STATES.length; i++) {
                attributes[i] = common.with("state", Value.of(STATES[i]));
            }
            attributes[STATES.length] = common;
        }

        boolean isOf(Mount other) {
            return mount.type().equals(other.type()) && mount.mode().equals(other.mode());
        }
    }

    FilesystemScraper(
            HostPaths paths,
            Map<String, MetricSettings> settings,
            MountTable mounts,
            Filters filters,
            FileSystemUse fileSystems) {
        root = paths.root();
        hasOwnMountInfo = !paths.mountInfo().isEmpty();
        this.mounts = mounts;
        this.filters = filters;
        this.fileSystems = fileSystems;
        output = new ScraperOutput(type(), settings);
        usage = output.metric("system.filesystem.usage");
        utilization = output.metric("system.filesystem.utilization");
        inodes = output.metric("system.filesystem.inodes.usage");
    }

    @Override
    public ScraperType type() {
        return ScraperType.FILESYSTEM;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        List<Mount> table;
        try {
            table = mounts.read(scrape.reader());
        } catch (IOException e) {
            scrape.errors().add(METRICS, type(), "cannot read the mount table", e);
            return;
        }
        scrapes++;
        for (Mount mount : table) {
            Mounted key = new Mounted(mount.mountPoint(), mount.device());
            Known before = known.get(key);
            if ((before != null && before.scrape == scrapes) || !filters.pass(mount)) {
                continue;
            }
            Known present = before != null && before.isOf(mount) ? before : new Known(mount);
            present.scrape = scrapes;
            known.put(key, present);
            record(present, now, scrape.errors());
        }
        known.values().removeIf(entry -> entry.scrape != scrapes);
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void record(Known entry, long now, ScrapeErrors errors) {
        FileSystemUse.Use use;
        try {
            use = fileSystems.at(pathOf(entry.mount));
        } catch (IOException e) {
            String where = entry.mount.mountPoint() + ": " + e.getMessage();
            errors.add(METRICS, type(), "cannot read the use of a file system", String.valueOf(e.getMessage()), where);
            return;
        }
        Attributes[] attributes = entry.attributes;
        usage.add(now, attributes[0], use.usedBytes());
        usage.add(now, attributes[1], use.availableBytes());
        usage.add(now, attributes[2], use.reservedBytes());
        long countedBytes = use.usedBytes() + use.availableBytes();
        utilization.add(now, attributes[STATES.length], Ratio.of(use.usedBytes(), countedBytes));
        inodes.add(now, attributes[0], use.usedInodes());
        inodes.add(now, attributes[1], use.freeInodes());
    }

    /** Mount points are those of the host; where this process sees them is under the root, unless they say so already. */
    private byte[] pathOf(Mount mount) {
        if (root.isEmpty() || hasOwnMountInfo || isUnderRoot(mount.mountPoint())) {
            return mount.mountPointBytes();
        }
        byte[] rootBytes = root.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(rootBytes);
        path.writeBytes(mount.mountPointBytes());
        return path.toByteArray();
    }

    private boolean isUnderRoot(String mountPoint) {
        return (mountPoint + "/").startsWith(root.endsWith("/") ? root : root + "/");
    }
}
