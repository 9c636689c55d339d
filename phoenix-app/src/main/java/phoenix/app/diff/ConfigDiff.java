package phoenix.app.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import phoenix.app.diff.Difference.Effect;
import phoenix.app.diff.Difference.Kind;
import phoenix.app.diff.Difference.PipelineChange;
import phoenix.app.diff.Difference.StageChange;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Compares two configurations, pipeline by pipeline, in the order in which data goes through them. */
final class ConfigDiff {
    private final ConfigOutline before;
    private final ConfigOutline after;
    private final Settings settings;
    private final StageDiff stages;

    ConfigDiff(ConfigOutline before, ConfigOutline after, Settings settings) {
        this.before = before;
        this.after = after;
        this.settings = settings;
        this.stages = new StageDiff(settings);
    }

    Difference compare() {
        List<PipelineChange> pipelines = new ArrayList<>();
        Set<PipelineOutline> matched = new HashSet<>();
        for (PipelineOutline now : after.pipelines()) {
            Optional<PipelineOutline> old = partner(now);
            old.ifPresent(matched::add);
            pipelines.add(pipeline(old.orElse(null), now));
        }
        before.pipelines().stream().filter(p -> !matched.contains(p)).forEach(p -> pipelines.add(pipeline(p, null)));
        return new Difference(pipelines, outside());
    }

    /** Of the same id; or each the only one of its signal. */
    private Optional<PipelineOutline> partner(PipelineOutline now) {
        Optional<PipelineOutline> sameId =
                before.pipelines().stream().filter(p -> p.id().equals(now.id())).findFirst();
        return sameId.isPresent()
                ? sameId
                : only(before, now).filter(p -> only(after, now).isPresent());
    }

    private static Optional<PipelineOutline> only(ConfigOutline config, PipelineOutline like) {
        List<PipelineOutline> same = config.pipelines().stream()
                .filter(p -> signal(p).equals(signal(like)))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private static String signal(PipelineOutline pipeline) {
        return pipeline.id().split("/", 2)[0];
    }

    private PipelineChange pipeline(@Nullable PipelineOutline old, @Nullable PipelineOutline now) {
        List<StageChange> receivers = stages.unordered("receiver", steps(old, 0), steps(now, 0));
        List<StageChange> processors = stages.ordered(steps(old, 1), steps(now, 1));
        List<StageChange> exporters = stages.unordered("exporter", steps(old, 2), steps(now, 2));
        String id = now != null ? now.id() : old != null ? old.id() : "";
        String from = old != null && !old.id().equals(id) ? old.id() : null;
        boolean same = Stream.of(receivers, processors, exporters)
                        .flatMap(List::stream)
                        .allMatch(StageChange::isSame)
                && from == null;
        Kind kind = old == null ? Kind.ADDED : now == null ? Kind.REMOVED : same ? Kind.SAME : Kind.CHANGED;
        return new PipelineChange(kind, id, from, receivers, processors, exporters);
    }

    private static List<Step> steps(@Nullable PipelineOutline pipeline, int part) {
        if (pipeline == null) {
            return List.of();
        }
        return switch (part) {
            case 0 -> pipeline.receivers();
            case 1 -> pipeline.processors();
            default -> pipeline.exporters();
        };
    }

    /** Extensions, own telemetry, and whatever else there is beside components. */
    private List<Effect> outside() {
        List<Effect> effects = new ArrayList<>();
        List<StageChange> extensions = stages.unordered("extension", before.extensions(), after.extensions());
        for (StageChange extension : extensions) {
            switch (extension.kind()) {
                case ADDED -> effects.add(effect(extension, "starts extension "));
                case REMOVED -> effects.add(effect(extension, "no longer starts extension "));
                case SAME, CHANGED, MOVED -> effects.addAll(extension.effects());
            }
        }
        Set<String> sections = new HashSet<>(Set.of("service"));
        Stream.of(ComponentKind.values()).forEach(kind -> sections.add(kind.section()));
        effects.addAll(settings.compare(before.root(), after.root(), "", sections));
        effects.addAll(settings.compare(service(before), service(after), "service", Set.of("pipelines", "extensions")));
        return effects;
    }

    private static Effect effect(StageChange extension, String words) {
        return new Effect(extension.kind(), words + extension.id(), "service::extensions", List.of());
    }

    private static YamlNode service(ConfigOutline config) {
        return config.root()
                .get("service")
                .orElse(YamlMapping.empty(config.root().span()));
    }

    /** A component by its type of today and its name: two spellings of one type are one. */
    static String key(ComponentOutline component) {
        int slash = component.id().indexOf('/');
        return component.kind() + " " + component.type()
                + (slash < 0 ? "" : component.id().substring(slash));
    }
}
