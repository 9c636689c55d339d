package phoenix.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import phoenix.analysis.Rule.Kept;

/**
 * A criterion that cannot be decided in the time planned, told before the start.
 *
 * @param needed the shortest duration with which it can, if the measure varies little
 * @param reason for people
 */
public record Announcement(Criterion criterion, Duration needed, String reason) {
    /**
     * Finds the criteria that cannot be decided.
     *
     * @param exactMeasures measures that are judged as facts of the window, such as series and datapoints with one shared ingest
     * @param bucketSeconds more than 0
     * @param duration planned, without warm-up
     */
    public static List<Announcement> announce(
            Judge judge, Set<String> exactMeasures, double bucketSeconds, Duration duration) {
        List<Announcement> announcements = new ArrayList<>();
        for (Criterion criterion : judge.criteria()) {
            boolean exact = criterion.rule() instanceof Kept
                    || criterion.measure().equals(Criterion.EXPORT_FAILURES)
                    || exactMeasures.contains(criterion.measure());
            int buckets = exact
                    ? judge.settings().exactBucketsMin()
                    : judge.settings().statisticalBucketsMin();
            Duration needed = Duration.ofMillis((long) Math.ceil(buckets * bucketSeconds * 1000));
            if (needed.compareTo(duration) > 0) {
                announcements.add(new Announcement(
                        criterion,
                        needed,
                        "%s needs at least %d buckets of %s s; %s would do"
                                .formatted(
                                        criterion,
                                        buckets,
                                        seconds(bucketSeconds),
                                        seconds(needed.toMillis() / 1000.0) + " s")));
            }
        }
        return List.copyOf(announcements);
    }

    private static String seconds(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
