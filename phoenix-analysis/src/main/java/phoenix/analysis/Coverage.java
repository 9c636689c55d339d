package phoenix.analysis;

import java.util.List;

/** What the variants cover, as facts of the window. */
public record Coverage(List<CoverageChange> changes, List<CriticalItem> critical) {
    public static final Coverage UNCHANGED = new Coverage(List.of(), List.of());

    public Coverage {
        changes = List.copyOf(changes);
        critical = List.copyOf(critical);
    }

    List<CoverageChange> with(CoverageChange.Change change) {
        return changes.stream().filter(c -> c.change() == change).toList();
    }
}
