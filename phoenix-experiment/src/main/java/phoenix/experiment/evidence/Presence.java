package phoenix.experiment.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.experiment.Variant;

/**
 * Which things each variant showed, bucket by bucket. A thing is lost when the candidate lacked it in two buckets in a
 * row out of those in which the baseline had it; added likewise. Once lost it stays lost: a gap is a loss too.
 */
final class Presence<T> {
    private static final int BUCKETS_IN_A_ROW = 2;

    private final Map<T, Seen> seen = new LinkedHashMap<>();

    /** What is known of one thing; to be kept by whoever marks it often. */
    static final class Seen {
        private final long[] lastBucket = new long[2];
        /** Per variant: buckets in a row in which only the other variant had it. */
        private final int[] absentInARow = new int[2];
        /** Per variant: the first bucket of the present row of absences. */
        private final long[] absentSince = new long[2];
        /** Per variant: the first bucket of the row that made it lost; -1 while it is not. */
        private final long[] lostSince = new long[2];

        private Seen() {
            Arrays.fill(lastBucket, Long.MIN_VALUE);
            Arrays.fill(lostSince, -1);
        }

        void mark(Variant variant, long bucket) {
            lastBucket[variant.ordinal()] = bucket;
        }
    }

    /** The one entry of a thing. */
    Seen of(T thing) {
        return seen.computeIfAbsent(thing, _ -> new Seen());
    }

    /** Ends a bucket in which both variants reported. */
    void endBucket(long bucket) {
        for (Seen thing : seen.values()) {
            boolean baseline = thing.lastBucket[Variant.BASELINE.ordinal()] == bucket;
            boolean candidate = thing.lastBucket[Variant.CANDIDATE.ordinal()] == bucket;
            count(thing, Variant.CANDIDATE, baseline && !candidate, candidate, bucket);
            count(thing, Variant.BASELINE, candidate && !baseline, baseline, bucket);
        }
    }

    private static void count(Seen thing, Variant variant, boolean absent, boolean present, long bucket) {
        int v = variant.ordinal();
        if (present) {
            thing.absentInARow[v] = 0;
        } else if (absent) {
            if (thing.absentInARow[v]++ == 0) {
                thing.absentSince[v] = bucket;
            }
            if (thing.absentInARow[v] == BUCKETS_IN_A_ROW && thing.lostSince[v] < 0) {
                thing.lostSince[v] = thing.absentSince[v];
            }
        }
    }

    /** A thing and the first bucket in which the variant lacked it. */
    record Absence<T>(T thing, long firstBucket) {}

    /** What this variant lacks and the other has, in order of its loss. */
    List<Absence<T>> absentFrom(Variant variant) {
        return seen.entrySet().stream()
                .filter(e -> e.getValue().lostSince[variant.ordinal()] >= 0)
                .map(e -> new Absence<>(e.getKey(), e.getValue().lostSince[variant.ordinal()]))
                .sorted(Comparator.comparingLong(Absence::firstBucket))
                .toList();
    }

    /** What the baseline has ever shown. */
    List<T> ofBaseline() {
        return seen.entrySet().stream()
                .filter(e -> e.getValue().lastBucket[Variant.BASELINE.ordinal()] != Long.MIN_VALUE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
