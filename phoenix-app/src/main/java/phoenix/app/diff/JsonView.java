package phoenix.app.diff;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.Version;
import phoenix.app.diff.Difference.Kind;

/** Differences for programs; {@code docs/diff.md} describes the form, which only grows. */
record JsonView(
        int schemaVersion,
        String phoenixVersion,
        String baseline,
        String candidate,
        boolean different,
        List<Pipeline> pipelines,
        List<Effect> outside) {
    private static final int SCHEMA_VERSION = 1;

    record Pipeline(String change, String id, @Nullable String renamedFrom, List<Component> components) {}

    record Component(String change, String role, String id, String place, List<Effect> effects) {}

    record Effect(String change, String text, String path, List<Consequence> meaning) {}

    /** {@code area}: data, prometheus or new_relic. */
    record Consequence(String area, String text) {}

    static String of(Difference difference, String baseline, String candidate) {
        return JsonOutput.of(new JsonView(
                SCHEMA_VERSION,
                Version.current(),
                baseline,
                candidate,
                !difference.isEmpty(),
                difference.pipelines().stream()
                        .map(p -> new Pipeline(
                                word(p.kind()),
                                p.id(),
                                p.renamedFrom(),
                                p.stages().stream()
                                        .map(s -> new Component(
                                                word(s.kind()), s.role(), s.id(), s.where(), effects(s.effects())))
                                        .toList()))
                        .toList(),
                effects(difference.outside())));
    }

    private static List<Effect> effects(List<Difference.Effect> effects) {
        return effects.stream()
                .map(e -> new Effect(
                        word(e.kind()),
                        e.text(),
                        e.path(),
                        e.meanings().stream()
                                .map(m -> new Consequence(m.area().name().toLowerCase(Locale.ROOT), m.text()))
                                .toList()))
                .toList();
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
