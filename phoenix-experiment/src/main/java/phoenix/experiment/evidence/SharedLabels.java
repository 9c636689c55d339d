package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.SeriesSource;

/**
 * Groups the series of one metric by the labels that both variants have. Where one of them dropped a label, series that
 * differed in it alone become one group.
 *
 * @param <G> what is kept of a group
 */
final class SharedLabels<G> {
    private static final String RESOURCE = "resource ";

    private final Supplier<G> newGroup;
    private final Set<String> ignored;
    private final Set<String> keysOfBaseline = new HashSet<>();
    private final Set<String> keysOfCandidate = new HashSet<>();
    private final List<SeriesFacts> series = new ArrayList<>();
    private final Map<Integer, G> groupOfSeries = new HashMap<>();
    private final Map<GroupKey, G> groups = new HashMap<>();
    private Set<String> sharedKeys = Set.of();

    private record GroupKey(SeriesSource source, Labels attributes) {}

    /** @param ignored keys that never tell one group from another */
    SharedLabels(Supplier<G> newGroup, Set<String> ignored) {
        this.newGroup = newGroup;
        this.ignored = ignored;
    }

    void add(SeriesFacts facts) {
        series.add(facts);
        Set<String> ofVariant = facts.variant() == Variant.BASELINE ? keysOfBaseline : keysOfCandidate;
        int before = ofVariant.size();
        facts.entry().identity().attributes().forEach((key, _) -> {
            if (!ignored.contains(key)) {
                ofVariant.add(key);
            }
        });
        facts.entry().identity().source().resource().forEach((key, _) -> ofVariant.add(RESOURCE + key));
        ofVariant.add(RESOURCE); // a variant whose series have no labels at all has been seen, too
        if (ofVariant.size() != before) {
            Set<String> shared = sharedKeys();
            if (!shared.equals(sharedKeys)) {
                sharedKeys = shared;
                groups.clear();
                groupOfSeries.clear();
                series.forEach(one -> groupOfSeries.put(one.entry().id(), find(one)));
                return;
            }
        }
        groupOfSeries.put(facts.entry().id(), find(facts));
    }

    /** Keys that both variants have; all keys while only one variant has been seen. */
    private Set<String> sharedKeys() {
        Set<String> shared = new HashSet<>(keysOfBaseline);
        if (shared.isEmpty() || keysOfCandidate.isEmpty()) {
            shared.addAll(keysOfCandidate);
        } else {
            shared.retainAll(keysOfCandidate);
        }
        return shared;
    }

    private G find(SeriesFacts facts) {
        SeriesSource source = facts.entry().identity().source();
        Labels resource = source.resource().keeping(key -> sharedKeys.contains(RESOURCE + key));
        Labels attributes = facts.entry().identity().attributes().keeping(sharedKeys::contains);
        GroupKey key = new GroupKey(SeriesSource.ofResource(resource), attributes);
        return groups.computeIfAbsent(key, _ -> newGroup.get());
    }

    @Nullable
    G group(SeriesFacts facts) {
        return groupOfSeries.get(facts.entry().id());
    }

    Collection<G> groups() {
        return groups.values();
    }

    SeriesFacts first() {
        return series.getFirst();
    }
}
