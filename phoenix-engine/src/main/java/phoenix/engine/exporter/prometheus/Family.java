package phoenix.engine.exporter.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import phoenix.metrics.prometheus.FamilyType;
import phoenix.metrics.prometheus.LabelSet;

/** All series of one Prometheus name. Guarded by the lock of its {@link Accumulator}. */
final class Family {
    private static final Comparator<Series> ORDER = Comparator.comparing(
                    (Series s) -> Objects.requireNonNull(s.labels, "only series that can be shown are members"))
            .thenComparingLong(s -> s.number);

    final String name;
    final FamilyType type;
    final String help;
    private final List<Series> members = new ArrayList<>();
    private Series[] sorted = {};
    private boolean isSorted = true;

    /** When a series was last seen in it. */
    long seenMillis;

    /** Whether its name was given up: then it must not take series any more. */
    boolean isDropped;

    Family(String name, FamilyType type, String help) {
        this.name = name;
        this.type = type;
        this.help = help;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void add(Series series) {
        members.add(series);
        series.family = this;
        isSorted = false;
    }

    void remove(Series series) {
        series.family = null;
        isSorted = false;
    }

    /** The series in the order of the page; of several with the same labels only the oldest. */
    Series[] sorted() {
        if (!isSorted) {
            members.removeIf(series -> series.family != this || series.isRemoved);
            members.sort(ORDER);
            List<Series> distinct = new ArrayList<>(members.size());
            LabelSet last = null;
            for (Series series : members) {
                LabelSet labels = series.labels;
                if (labels != null && (last == null || !labels.equals(last))) {
                    distinct.add(series);
                }
                last = series.labels;
            }
            sorted = distinct.toArray(Series[]::new);
            isSorted = true;
        }
        return sorted;
    }
}
