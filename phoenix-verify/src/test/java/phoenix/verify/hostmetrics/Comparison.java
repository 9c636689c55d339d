package phoenix.verify.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One payload of Phoenix against the Collector's before and after it. */
final class Comparison {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Series before;
    private final Series phoenix;
    private final Series after;

    Comparison(Series before, Series phoenix, Series after) {
        this.before = before;
        this.phoenix = phoenix;
        this.after = after;
    }

    void check() {
        checkSets();
        TreeSet<String> wrong = new TreeSet<>();
        phoenix.points().forEach((key, point) -> {
            Series.Point low = before.points().get(key);
            Series.Point high = after.points().get(key);
            if (low != null && high != null) {
                checkPoint(key, low, point, high, wrong);
            }
        });
        assertThat(wrong)
                .as("points that a moment's difference does not explain")
                .isEmpty();
    }

    private void checkSets() {
        Set<Series.Key> inBoth = new HashSet<>(before.points().keySet());
        inBoth.retainAll(after.points().keySet());
        Set<Series.Key> inEither = new HashSet<>(before.points().keySet());
        inEither.addAll(after.points().keySet());
        assertThat(inBoth).hasSizeGreaterThan(20);
        assertThat(difference(inBoth, phoenix.points().keySet()))
                .as("series of the Collector that Phoenix does not have")
                .isEmpty();
        Set<Series.Key> extra = difference(phoenix.points().keySet(), inEither);
        Set<Long> lasting = pids(inBoth);
        // A process that lived between the two scrapes of the Collector is seen by Phoenix alone.
        extra.removeIf(key -> key.isAboutProcess() && !lasting.contains(key.pid()));
        assertThat(extra)
                .as("series of Phoenix that the Collector does not have")
                .isEmpty();
    }

    private static Set<Series.Key> difference(Set<Series.Key> left, Set<Series.Key> right) {
        Set<Series.Key> rest = new HashSet<>(left);
        rest.removeAll(right);
        return rest;
    }

    private static Set<Long> pids(Set<Series.Key> keys) {
        return keys.stream().map(Series.Key::pid).collect(Collectors.toSet());
    }

    private static void checkPoint(
            Series.Key key, Series.Point low, Series.Point point, Series.Point high, Set<String> wrong) {
        String what = key.name() + " " + key.attributes() + " " + key.resource() + ": " + low.value() + " "
                + point.value() + " " + high.value();
        // In a container the start of the host is reckoned from its uptime, to the second.
        if (Math.abs(point.startNanos() - low.startNanos()) > SECOND_NANOS) {
            wrong.add("start " + low.startNanos() + " " + point.startNanos() + " of " + what);
        }
        if (Double.isNaN(low.value()) || Double.isNaN(high.value())) {
            if (Double.isNaN(low.value()) && Double.isNaN(high.value()) && !Double.isNaN(point.value())) {
                wrong.add("not NaN: " + what);
            }
            return;
        }
        double slack = slack(key, low, high);
        boolean isCounter = key.metric().contains("|true|") && low.value() <= high.value();
        double min = Math.min(low.value(), high.value()) - (isCounter ? rounding(low) : slack);
        double max = Math.max(low.value(), high.value()) + (isCounter ? rounding(high) : slack);
        if (point.value() < min || point.value() > max || Double.isNaN(point.value())) {
            wrong.add(what);
        }
    }

    private static double rounding(Series.Point point) {
        return Math.abs(point.value()) * 1e-12;
    }

    /** How far a level may be from where it was before and after. */
    private static double slack(Series.Key key, Series.Point low, Series.Point high) {
        if (isConstant(key.name())) {
            return 0;
        }
        double scale = Math.max(Math.abs(low.value()), Math.abs(high.value()));
        return switch (key.name()) {
            // shares of a moment, which nothing else bounds
            case "system.cpu.utilization", "process.cpu.utilization" -> 1.5;
            case "system.uptime" -> 1;
            case "system.processes.count" -> 40;
            case "system.network.connections", "process.threads", "process.open_file_descriptors" -> 200;
            case "system.disk.pending_operations" -> 1000;
            case "process.signals_pending" -> Double.MAX_VALUE; // a set of bits
            case "system.memory.usage", "system.linux.memory.dirty", "system.linux.memory.available" ->
                scale * 0.1 + (512 << 20);
            case "process.memory.usage", "process.memory.virtual" -> scale * 0.5 + (256 << 20);
            case "system.memory.utilization" -> 0.05;
            case "process.memory.utilization" -> 2;
            default -> scale * 0.02 + 0.05;
        };
    }

    private static boolean isConstant(String name) {
        return name.startsWith("system.memory.linux.hugepages.")
                || Set.of(
                                "system.memory.limit",
                                "system.memory.page_size",
                                "system.cpu.logical.count",
                                "system.cpu.physical.count",
                                "system.network.conntrack.max")
                        .contains(name);
    }
}
