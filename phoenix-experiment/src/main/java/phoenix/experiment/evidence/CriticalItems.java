package phoenix.experiment.evidence;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import phoenix.analysis.CriticalItem;
import phoenix.experiment.Variant;

/**
 * What the user named as critical: patterns that must match the whole name (of a process's executable, or of a
 * metric).
 */
public record CriticalItems(List<Pattern> processes, List<Pattern> metrics) {
    public static final CriticalItems NONE = new CriticalItems(List.of(), List.of());

    public CriticalItems {
        processes = List.copyOf(processes);
        metrics = List.copyOf(metrics);
    }

    public boolean isEmpty() {
        return processes.isEmpty() && metrics.isEmpty();
    }

    List<CriticalItem> judge(Presence<Entity> entities, Presence<String> metricNames) {
        List<CriticalItem> items = new ArrayList<>();
        for (Pattern pattern : processes) {
            List<Entity> lost = entities.absentFrom(Variant.CANDIDATE).stream()
                    .map(Presence.Absence::thing)
                    .filter(entity -> isProcess(entity, pattern))
                    .toList();
            int matched = (int) entities.ofBaseline().stream()
                    .filter(entity -> isProcess(entity, pattern))
                    .count();
            items.add(new CriticalItem(
                    "process",
                    pattern.pattern(),
                    matched,
                    lost.stream().map(Entity::id).toList()));
        }
        for (Pattern pattern : metrics) {
            List<String> lost = metricNames.absentFrom(Variant.CANDIDATE).stream()
                    .map(Presence.Absence::thing)
                    .filter(pattern::matches)
                    .toList();
            int matched = (int)
                    metricNames.ofBaseline().stream().filter(pattern::matches).count();
            items.add(new CriticalItem("metric", pattern.pattern(), matched, lost));
        }
        return items;
    }

    private static boolean isProcess(Entity entity, Pattern pattern) {
        return entity.type().equals("process") && pattern.matches(entity.name());
    }
}
