package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Coverage;
import phoenix.analysis.CoverageChange;
import phoenix.analysis.CoverageChange.Change;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;

/** Metrics, label keys, entities and descriptors of both variants over the buckets so far. */
final class CoverageTracker {
    private final Presence<String> metrics = new Presence<>();
    private final Presence<LabelKey> labels = new Presence<>();
    private final Presence<Entity> entities = new Presence<>();
    private final Map<String, Map<Variant, Set<MetricDescriptor>>> descriptors = new HashMap<>();
    /** By the id of a series, null before it was marked. */
    private final List<@Nullable List<Presence.Seen>> shown = new ArrayList<>();

    private final CriticalItems critical;
    private final Set<String> ownProcessIds;

    /** A label of a metric; labels of the resource are marked, for both may have one of the same name. */
    private record LabelKey(String metric, String key) {
        @Override
        public String toString() {
            return metric + "{" + key + "}";
        }
    }

    /** @param ownProcessIds process ids of Phoenix itself, which are nobody's loss */
    CoverageTracker(CriticalItems critical, Set<String> ownProcessIds) {
        this.critical = critical;
        this.ownProcessIds = Set.copyOf(ownProcessIds);
    }

    /** Marks all that a series shows. What that is, is looked up once for each series and not in every bucket. */
    void mark(int id, SeriesFacts facts, long bucket) {
        while (shown.size() <= id) {
            shown.add(null);
        }
        List<Presence.Seen> things = shown.get(id);
        if (things == null) {
            things = shownBy(facts);
            shown.set(id, things);
        }
        for (int i = 0; i < things.size(); i++) {
            things.get(i).mark(facts.variant(), bucket);
        }
    }

    private List<Presence.Seen> shownBy(SeriesFacts facts) {
        Labels resource = facts.entry().identity().source().resource();
        String pid = resource.get("process.pid");
        if (pid != null && ownProcessIds.contains(pid)) {
            return List.of();
        }
        String metric = facts.metric();
        List<Presence.Seen> things = new ArrayList<>();
        things.add(metrics.of(metric));
        facts.entry().identity().attributes().forEach((key, _) -> things.add(labels.of(new LabelKey(metric, key))));
        resource.forEach((key, _) -> things.add(labels.of(new LabelKey(metric, "resource." + key))));
        facts.entities().forEach(entity -> things.add(entities.of(entity)));
        descriptors
                .computeIfAbsent(metric, _ -> new HashMap<>())
                .computeIfAbsent(facts.variant(), _ -> new LinkedHashSet<>())
                .add(facts.entry().identity().metric());
        return List.copyOf(things);
    }

    void endBucket(long bucket) {
        metrics.endBucket(bucket);
        labels.endBucket(bucket);
        entities.endBucket(bucket);
    }

    Coverage coverage() {
        List<CoverageChange> changes = new ArrayList<>();
        addAbsences(changes, Change.LOST, Variant.CANDIDATE);
        addAbsences(changes, Change.ADDED, Variant.BASELINE);
        descriptors.forEach((metric, ofVariants) -> addAlteration(changes, metric, ofVariants));
        return new Coverage(changes, critical.judge(entities, metrics));
    }

    private void addAbsences(List<CoverageChange> changes, Change change, Variant lacking) {
        Set<String> wholeMetrics = new HashSet<>();
        metrics.absentFrom(lacking).forEach(absence -> {
            wholeMetrics.add(absence.thing());
            changes.add(new CoverageChange(change, "metric", absence.thing()));
        });
        labels.absentFrom(lacking).stream()
                // a metric that is gone took its labels with it: once is enough
                .filter(absence -> !wholeMetrics.contains(absence.thing().metric()))
                .forEach(absence -> changes.add(
                        new CoverageChange(change, "label", absence.thing().toString())));
        entities.absentFrom(lacking)
                .forEach(absence -> changes.add(new CoverageChange(
                        change, absence.thing().type(), absence.thing().id())));
    }

    private static void addAlteration(
            List<CoverageChange> changes, String metric, Map<Variant, Set<MetricDescriptor>> ofVariants) {
        Set<MetricDescriptor> baseline = ofVariants.getOrDefault(Variant.BASELINE, Set.of());
        Set<MetricDescriptor> candidate = ofVariants.getOrDefault(Variant.CANDIDATE, Set.of());
        if (!baseline.isEmpty() && !candidate.isEmpty() && !baseline.equals(candidate)) {
            changes.add(new CoverageChange(
                    Change.ALTERED, "metric", metric, describe(baseline) + " became " + describe(candidate)));
        }
    }

    private static String describe(Set<MetricDescriptor> descriptors) {
        return descriptors.stream()
                .map(d -> (d.monotonic() ? "monotonic " : "")
                        + d.type().name().toLowerCase(java.util.Locale.ROOT)
                        + (d.temporality() == phoenix.experiment.store.MetricTemporality.UNSPECIFIED
                                ? ""
                                : " " + d.temporality().name().toLowerCase(java.util.Locale.ROOT))
                        + " in \"" + d.unit() + "\"")
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    /** Entities that the variant lacks, with the first bucket without them. */
    List<Presence.Absence<Entity>> absentEntities(Variant variant) {
        return entities.absentFrom(variant);
    }
}
