package phoenix.app.diff;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changes between two configurations.
 *
 * @param outside differences of what stands in no pipeline
 */
record Difference(List<PipelineChange> pipelines, List<Effect> outside) {

    /** What becomes of something. */
    enum Kind {
        SAME(" "),
        ADDED("+"),
        REMOVED("-"),
        CHANGED("~"),
        MOVED("^");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /**
     * One pipeline.
     *
     * @param id of the candidate, or of the baseline when it is removed
     * @param renamedFrom its id in the baseline, where that was another
     */
    record PipelineChange(
            Kind kind,
            String id,
            @Nullable String renamedFrom,
            List<StageChange> receivers,
            List<StageChange> processors,
            List<StageChange> exporters) {
        List<StageChange> stages() {
            return Stream.of(receivers, processors, exporters)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /**
     * One component in a pipeline.
     *
     * @param where in words, for what moves or comes anew between others; may be empty
     */
    record StageChange(Kind kind, String role, String id, String where, List<Effect> effects) {
        boolean isSame() {
            return kind == Kind.SAME;
        }
    }

    /** One difference. */
    record Effect(Kind kind, String text, String path, List<Meaning> meanings) {}

    /** The same without what it means for some. */
    Difference without(Meaning.Area area) {
        return new Difference(
                pipelines.stream()
                        .map(p -> new PipelineChange(
                                p.kind,
                                p.id,
                                p.renamedFrom,
                                stages(p.receivers, area),
                                stages(p.processors, area),
                                stages(p.exporters, area)))
                        .toList(),
                effects(outside, area));
    }

    private static List<StageChange> stages(List<StageChange> stages, Meaning.Area area) {
        return stages.stream()
                .map(s -> new StageChange(s.kind, s.role, s.id, s.where, effects(s.effects, area)))
                .toList();
    }

    private static List<Effect> effects(List<Effect> effects, Meaning.Area area) {
        return effects.stream()
                .map(e -> new Effect(
                        e.kind,
                        e.text,
                        e.path,
                        e.meanings.stream().filter(m -> m.area() != area).toList()))
                .toList();
    }

    boolean isEmpty() {
        return outside.isEmpty()
                && pipelines.stream()
                        .allMatch(p ->
                                p.kind() == Kind.SAME && p.stages().stream().allMatch(StageChange::isSame));
    }
}
