package phoenix.engine.exporter.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.prometheus.FamilyType;
import phoenix.metrics.prometheus.LabelSet;
import phoenix.metrics.prometheus.NameTranslator;

/**
 * The Prometheus names in use. The first type and the first description of a name hold as long as the name is in use;
 * the Collector has it so too. Guarded by the lock of its {@link Accumulator}.
 */
final class Families {
    private final NameTranslator names;
    private final Problems problems;
    private final String targetInfoName;
    private final TreeMap<String, Family> byName = new TreeMap<>(LabelSet.nameOrder());

    Families(NameTranslator names, Problems problems) {
        this.names = names;
        this.problems = problems;
        this.targetInfoName = names.targetInfoName();
    }

    /** The family of a metric's series; null when they cannot be shown. */
    @Nullable
    Family of(MetricInfo metric) {
        Optional<String> name = names.metricName(metric);
        if (name.isEmpty()) {
            problems.say("metric \"" + metric.name() + "\" is not shown: nothing is left of its name");
            return null;
        }
        FamilyType type = type(metric);
        Family family = byName.get(name.get());
        if (family == null) {
            String rival = rival(name.get(), type);
            if (rival != null) {
                problems.say("metric " + metric.name() + " is not shown: its Prometheus name " + name.get()
                        + " collides with " + rival);
                return null;
            }
            family = new Family(name.get(), type, metric.description());
            byName.put(family.name, family);
        }
        if (family.type != type) {
            problems.say("metric " + metric.name() + " is not shown: " + family.name + " is a " + family.type
                    + " already, and this one would be a " + type);
            return null;
        }
        if (!family.help.equals(metric.description())) {
            problems.say("metric " + metric.name() + ": " + family.name + " has another description, which stays");
        }
        return family;
    }

    private static FamilyType type(MetricInfo metric) {
        return switch (metric.type()) {
            case SUM -> metric.monotonic() ? FamilyType.COUNTER : FamilyType.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> FamilyType.HISTOGRAM;
            case SUMMARY -> FamilyType.SUMMARY;
            case GAUGE, NONE -> FamilyType.GAUGE;
        };
    }

    /** A family whose samples would have the same names as the new one's. */
    private @Nullable String rival(String name, FamilyType type) {
        if (name.equals(targetInfoName)) {
            return "the description of targets";
        }
        boolean bucket = name.endsWith("_bucket");
        if (bucket || name.endsWith("_count") || name.endsWith("_sum")) {
            Family base = byName.get(name.substring(0, name.lastIndexOf('_')));
            if (base != null && (base.type == FamilyType.HISTOGRAM || (base.type == FamilyType.SUMMARY && !bucket))) {
                return "the " + base.type + " " + base.name;
            }
        }
        boolean histogram = type == FamilyType.HISTOGRAM;
        if (histogram || type == FamilyType.SUMMARY) {
            for (String suffix : histogram ? List.of("_count", "_sum", "_bucket") : List.of("_count", "_sum")) {
                if (byName.containsKey(name + suffix)) {
                    return name + suffix;
                }
            }
        }
        return null;
    }

    /** All of them in the order of the page. */
    List<Family> inOrder() {
        return new ArrayList<>(byName.values());
    }

    /** Forgets names that had no series since {@code beforeMillis}. */
    void forgetUnused(long beforeMillis) {
        byName.values().removeIf(family -> {
            family.sorted();
            family.isDropped = family.isEmpty() && family.seenMillis < beforeMillis;
            return family.isDropped;
        });
    }
}
