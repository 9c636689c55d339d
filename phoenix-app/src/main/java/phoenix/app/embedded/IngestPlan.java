package phoenix.app.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.Periodic;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;

/**
 * Who reads what for whom. What both variants share is read once. Where they differ in the interval alone, and one
 * interval is a multiple of the other, the shorter one is read and the variant with the longer gets a part of the
 * readings. Everything else each variant reads for itself.
 *
 * @param reads one for each receiver that runs
 * @param differences what the variants do not see alike; empty when all is shared
 */
record IngestPlan(List<Read> reads, List<IngestDifference> differences) {

    /** A receiver that runs; {@code id} names it in reports. At least one variant gets its readings. */
    record Read(
            String id,
            PlannedReceiver<?> receiver,
            @Nullable Share baseline,
            @Nullable Share candidate) {}

    /**
     * What one variant gets.
     *
     * @param receiver the receiver's id in the variant's own configuration
     * @param interval null for every reading, else the least time between two of them
     */
    record Share(ComponentId receiver, @Nullable Duration interval) {}

    static IngestPlan of(
            Map<ComponentId, PlannedReceiver<?>> baseline, Map<ComponentId, PlannedReceiver<?>> candidate) {
        List<Read> reads = new ArrayList<>();
        List<IngestDifference> differences = new ArrayList<>();
        Map<ComponentId, PlannedReceiver<?>> left = new LinkedHashMap<>(candidate);
        Map<ComponentId, PlannedReceiver<?>> unmatched = new LinkedHashMap<>();
        // Equal ones first, so that a near match never takes the partner of an equal one.
        baseline.forEach((id, receiver) -> {
            ComponentId twin = find(left, receiver::readsTheSameAs);
            if (twin == null) {
                unmatched.put(id, receiver);
            } else {
                left.remove(twin);
                reads.add(new Read(id.toString(), receiver, new Share(id, null), new Share(twin, null)));
            }
        });
        unmatched.forEach((id, receiver) -> {
            ComponentId twin = find(left, other -> isMultiple(receiver, other));
            PlannedReceiver<?> other = twin == null ? null : left.remove(twin);
            if (twin == null || other == null) {
                reads.add(new Read(id.toString(), receiver, new Share(id, null), null));
                differences.add(own(id.toString(), receiver));
            } else {
                reads.add(thinned(id, receiver, twin, other));
                differences.add(new IngestDifference(
                        id.toString(), IngestDifference.Kind.EVERY_NTH, intervals(id, receiver, other)));
            }
        });
        left.forEach((id, receiver) -> {
            String name = "candidate " + id;
            reads.add(new Read(name, receiver, null, new Share(id, null)));
            differences.add(own(name, receiver));
        });
        return new IngestPlan(List.copyOf(reads), List.copyOf(differences));
    }

    private static @Nullable ComponentId find(
            Map<ComponentId, PlannedReceiver<?>> among, Predicate<PlannedReceiver<?>> test) {
        return among.entrySet().stream()
                .filter(other -> test.test(other.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Production first: the baseline gets a part of the readings only where they say the same at any interval. */
    private static boolean isMultiple(PlannedReceiver<?> baseline, PlannedReceiver<?> candidate) {
        if (!baseline.readsTheSameAtAnotherIntervalAs(candidate)) {
            return false;
        }
        long ofBaseline = interval(baseline).toNanos();
        long ofCandidate = interval(candidate).toNanos();
        return ofBaseline <= ofCandidate
                ? ofCandidate % ofBaseline == 0
                : ofBaseline % ofCandidate == 0 && !((Periodic) baseline.config()).comparesReadings();
    }

    private static Read thinned(
            ComponentId id, PlannedReceiver<?> baseline, ComponentId twin, PlannedReceiver<?> candidate) {
        Duration ofBaseline = interval(baseline);
        Duration ofCandidate = interval(candidate);
        boolean baselineIsSlower = ofBaseline.compareTo(ofCandidate) > 0;
        return new Read(
                id.toString(),
                baselineIsSlower ? candidate : baseline,
                new Share(id, baselineIsSlower ? ofBaseline : null),
                new Share(twin, baselineIsSlower ? null : ofCandidate));
    }

    private static Duration interval(PlannedReceiver<?> receiver) {
        return ((Periodic) receiver.config()).collectionInterval();
    }

    private static String intervals(ComponentId id, PlannedReceiver<?> baseline, PlannedReceiver<?> candidate) {
        long ofBaseline = interval(baseline).toNanos();
        long ofCandidate = interval(candidate).toNanos();
        boolean baselineIsSlower = ofBaseline > ofCandidate;
        return id + " is read once, every " + seconds(Math.min(ofBaseline, ofCandidate)) + ": the "
                + (baselineIsSlower ? "baseline" : "candidate") + " gets one of "
                + (baselineIsSlower ? ofBaseline / ofCandidate : ofCandidate / ofBaseline) + " readings";
    }

    private static String seconds(long nanos) {
        return nanos % 1_000_000_000 == 0 ? nanos / 1_000_000_000 + " s" : nanos / 1_000_000 + " ms";
    }

    private static IngestDifference own(String id, PlannedReceiver<?> receiver) {
        return receiver.config() instanceof Periodic
                ? new IngestDifference(
                        id, IngestDifference.Kind.OWN_READINGS, id + " has settings of its own, so it reads for itself")
                : new IngestDifference(
                        id, IngestDifference.Kind.OWN_INPUT, id + " is not shared, so it gets data of its own");
    }
}
