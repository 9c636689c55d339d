package phoenix.app.diff;

import java.util.List;
import java.util.stream.Stream;
import phoenix.app.diff.Difference.Effect;
import phoenix.app.diff.Difference.Kind;
import phoenix.app.diff.Difference.PipelineChange;
import phoenix.app.diff.Difference.StageChange;

/** Differences for people: each pipeline as a line of its components, and what changes in the order of the data. */
final class TextView {
    private static final String RESET = "\u001b[0m";

    private final boolean coloured;
    private final StringBuilder out = new StringBuilder();

    private TextView(boolean coloured) {
        this.coloured = coloured;
    }

    static String of(Difference difference, boolean coloured) {
        TextView view = new TextView(coloured);
        if (difference.isEmpty()) {
            return "no difference\n";
        }
        difference.pipelines().forEach(view::pipeline);
        if (!difference.outside().isEmpty()) {
            view.out.append("outside the pipelines\n");
            difference.outside().forEach(e -> view.effect(e, "  "));
        }
        return view.out.toString();
    }

    private void pipeline(PipelineChange pipeline) {
        out.append(paint(pipeline.kind(), sign(pipeline.kind()) + "pipeline " + pipeline.id()));
        if (pipeline.renamedFrom() != null) {
            out.append(" (was ").append(pipeline.renamedFrom()).append(')');
        }
        out.append(pipeline.kind() == Kind.SAME ? ": no difference\n" : "\n");
        if (pipeline.kind() == Kind.SAME) {
            out.append('\n');
            return;
        }
        out.append("  ")
                .append(line(pipeline.receivers()))
                .append(" -> ")
                .append(
                        pipeline.processors().isEmpty()
                                ? ""
                                : String.join(
                                                " -> ",
                                                names(pipeline.processors()).toList()) + " -> ")
                .append(line(pipeline.exporters()))
                .append("\n");
        pipeline.stages().stream().filter(s -> !s.isSame()).forEach(this::stage);
        out.append('\n');
    }

    private String line(List<StageChange> stages) {
        return String.join(", ", names(stages).toList());
    }

    private Stream<String> names(List<StageChange> stages) {
        return stages.stream()
                .map(s -> s.isSame() ? s.id() : paint(s.kind(), "[" + s.kind().sign() + s.id() + "]"));
    }

    private void stage(StageChange stage) {
        out.append("  ").append(paint(stage.kind(), stage.kind().sign() + " " + stage.role() + " " + stage.id()));
        String moves = stage.kind() == Kind.MOVED ? " moves" : "";
        out.append(stage.where().isEmpty() ? "" : ":" + moves + " " + stage.where())
                .append('\n');
        stage.effects().forEach(e -> effect(e, "      "));
    }

    private void effect(Effect effect, String indent) {
        out.append(indent)
                .append(paint(effect.kind(), effect.kind().sign() + " " + effect.text()))
                .append('\n');
        effect.meanings()
                .forEach(m -> out.append(indent).append("    => ").append(m).append('\n'));
    }

    private static String sign(Kind kind) {
        return kind == Kind.SAME ? "" : kind.sign() + " ";
    }

    private String paint(Kind kind, String text) {
        String colour = switch (kind) {
            case SAME -> "";
            case ADDED -> "\u001b[32m";
            case REMOVED -> "\u001b[31m";
            case CHANGED -> "\u001b[33m";
            case MOVED -> "\u001b[36m";
        };
        return coloured && !colour.isEmpty() ? colour + text + RESET : text;
    }
}
