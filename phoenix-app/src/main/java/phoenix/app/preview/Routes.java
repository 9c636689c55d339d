package phoenix.app.preview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.app.embedded.IngestDifference;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.Periodic;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.experiment.Variant;

/**
 * Which receiver of each variant gets what each recorded receiver took in, and how much of it.
 *
 * @param entries by recorded receiver and variant; absent where a variant has no such receiver
 * @param bucket the longest interval of all
 * @param differences where the variants read at different intervals
 * @param notes what a capture cannot show, for people
 */
record Routes(
        Map<String, Map<Variant, Entry>> entries,
        Duration bucket,
        List<IngestDifference> differences,
        List<String> notes) {
    private static final Duration BUCKET_WITHOUT_PERIOD = Duration.ofSeconds(10);

    /**
     * The way into one variant.
     *
     * @param interval null for every reading, else the least time between two of them
     * @param spacing the recorded time between two readings
     */
    record Entry(ComponentId receiver, @Nullable Duration interval, Duration spacing) {}

    static Routes of(
            Captured captured, Map<Variant, GraphPlan> plans, ComponentRegistry registry, @Nullable String chosen) {
        Builder builder =
                new Builder(plans, registry, chosen, captured.receivers().size() == 1);
        captured.receivers().forEach(builder::add);
        return new Routes(
                builder.entries,
                builder.bucket.isZero() ? BUCKET_WITHOUT_PERIOD : builder.bucket,
                List.copyOf(builder.differences),
                List.copyOf(builder.notes));
    }

    private static final class Builder {
        private final Map<Variant, GraphPlan> plans;
        private final ComponentRegistry registry;
        private final @Nullable String chosen;
        private final boolean alone;
        private final Map<String, Map<Variant, Entry>> entries = new LinkedHashMap<>();
        private final List<IngestDifference> differences = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private Duration bucket = Duration.ZERO;

        Builder(Map<Variant, GraphPlan> plans, ComponentRegistry registry, @Nullable String chosen, boolean alone) {
            this.alone = alone;
            this.plans = plans;
            this.registry = registry;
            this.chosen = chosen;
        }

        void add(String recorded, Captured.Receiver receiver) {
            Map<Variant, Entry> own = new LinkedHashMap<>();
            Map<Variant, PlannedReceiver<?>> planned = new LinkedHashMap<>();
            for (Variant variant : Variant.values()) {
                GraphPlan plan = Objects.requireNonNull(plans.get(variant));
                ComponentId id = find(recorded, plan);
                if (id == null) {
                    notes.add("the " + variant.label() + " has no receiver for what " + shown(recorded)
                            + " recorded: it gets nothing of it");
                } else {
                    PlannedReceiver<?> found =
                            Objects.requireNonNull(plan.receivers().get(id));
                    planned.put(variant, found);
                    own.put(variant, entry(variant, id, found, receiver.spacing()));
                }
            }
            entries.put(recorded, own);
            compare(recorded, own, planned);
        }

        private Entry entry(
                Variant variant, ComponentId id, PlannedReceiver<?> planned, @Nullable Duration recordedSpacing) {
            Duration asked = planned.config() instanceof Periodic periodic ? periodic.collectionInterval() : null;
            Duration spacing =
                    recordedSpacing != null ? recordedSpacing : asked != null ? asked : BUCKET_WITHOUT_PERIOD;
            Duration longer = asked == null || asked.compareTo(spacing) < 0 ? spacing : asked;
            Duration least = asked == null ? BUCKET_WITHOUT_PERIOD : Duration.ZERO;
            Duration needed = longer.compareTo(least) < 0 ? least : longer;
            bucket = needed.compareTo(bucket) > 0 ? needed : bucket;
            if (asked != null && asked.multipliedBy(3).compareTo(spacing.multipliedBy(2)) < 0) {
                notes.add(variant.label() + " " + id + " asks for a reading every " + text(asked)
                        + ", and the capture has one every " + text(spacing)
                        + ": the difference is not in this preview");
            }
            boolean thinned = asked != null && asked.multipliedBy(2).compareTo(spacing.multipliedBy(3)) > 0;
            return new Entry(id, thinned ? asked : null, spacing);
        }

        private void compare(String recorded, Map<Variant, Entry> own, Map<Variant, PlannedReceiver<?>> planned) {
            PlannedReceiver<?> baseline = planned.get(Variant.BASELINE);
            PlannedReceiver<?> candidate = planned.get(Variant.CANDIDATE);
            Entry ofBaseline = own.get(Variant.BASELINE);
            Entry ofCandidate = own.get(Variant.CANDIDATE);
            if (baseline == null || candidate == null || ofBaseline == null || ofCandidate == null) {
                return;
            }
            if (!Objects.equals(ofBaseline.interval(), ofCandidate.interval())) {
                differences.add(new IngestDifference(
                        shown(recorded),
                        IngestDifference.Kind.EVERY_NTH,
                        shown(recorded) + ": the baseline gets a reading every " + every(ofBaseline)
                                + ", the candidate every " + every(ofCandidate)));
            }
            if (!baseline.readsTheSameAs(candidate) && !baseline.readsTheSameAtAnotherIntervalAs(candidate)) {
                notes.add("receiver " + ofCandidate.receiver()
                        + " has other settings in the candidate: the capture holds what the recorded settings gave, so"
                        + " what that changes is not in this preview");
            }
        }

        private static String every(Entry entry) {
            return text(entry.interval() == null ? entry.spacing() : entry.interval());
        }

        private @Nullable ComponentId find(String recorded, GraphPlan plan) {
            List<ComponentId> all = List.copyOf(plan.receivers().keySet());
            String wanted = chosen != null ? chosen : recorded;
            Optional<ComponentId> same =
                    all.stream().filter(id -> id.toString().equals(wanted)).findFirst();
            if (same.isPresent()) {
                return same.get();
            }
            if (chosen != null) {
                return null;
            }
            String type = recorded.contains("/") ? recorded.substring(0, recorded.indexOf('/')) : recorded;
            Object recordedType =
                    registry.find(ComponentKind.RECEIVER, type.strip()).orElse(null);
            List<ComponentId> ofType = all.stream()
                    .filter(id -> recordedType != null
                            && recordedType.equals(
                                    Objects.requireNonNull(plan.receivers().get(id))
                                            .type()))
                    .toList();
            return ofType.size() == 1 ? ofType.getFirst() : alone && all.size() == 1 ? all.getFirst() : null;
        }

        private static String text(Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
    }

    private static String shown(String recorded) {
        return recorded.isEmpty() ? "the capture" : recorded;
    }
}
