package phoenix.app.diff;

import java.util.List;
import phoenix.app.diff.Difference.Kind;
import phoenix.app.diff.Difference.PipelineChange;
import phoenix.app.diff.Difference.StageChange;

/**
 * Both configurations in one Mermaid graph: what comes is green, what goes is red and off the path, what changes is
 * yellow, what moves is blue.
 */
final class MermaidView {
    private static final int EFFECTS_SHOWN = 4;

    private final StringBuilder out = new StringBuilder("flowchart LR\n");
    private int pipelines;

    private MermaidView() {}

    static String of(Difference difference) {
        MermaidView view = new MermaidView();
        difference.pipelines().forEach(view::pipeline);
        view.out.append("  classDef added fill:#d4f4dd,stroke:#2a7d46,color:#000\n");
        view.out.append("  classDef removed fill:#f8d7da,stroke:#a33,color:#000,stroke-dasharray:4 3\n");
        view.out.append("  classDef changed fill:#fff3cd,stroke:#a67c00,color:#000\n");
        view.out.append("  classDef moved fill:#d6e8fa,stroke:#2f6da8,color:#000\n");
        return view.out.toString();
    }

    private void pipeline(PipelineChange pipeline) {
        String prefix = "p" + pipelines++;
        boolean gone = pipeline.kind() == Kind.REMOVED;
        out.append("  subgraph ")
                .append(prefix)
                .append("[\"")
                .append(escape(pipeline.id()))
                .append("\"]\n");
        List<StageChange> stages = pipeline.stages();
        for (int i = 0; i < stages.size(); i++) {
            node(prefix + "n" + i, stages.get(i));
        }
        out.append("  end\n");
        int receivers = pipeline.receivers().size();
        int processors = pipeline.processors().size();
        String last = "";
        for (int i = receivers; i < receivers + processors; i++) {
            if (stages.get(i).kind() != Kind.REMOVED || gone) {
                String node = prefix + "n" + i;
                if (last.isEmpty()) {
                    edges(prefix, receivers, stages, node);
                } else {
                    edge(last, node, "-->");
                }
                last = node;
            }
        }
        for (int i = receivers + processors; i < stages.size(); i++) {
            String node = prefix + "n" + i;
            if (last.isEmpty()) {
                edges(prefix, receivers, stages, node);
            } else {
                edge(last, node, arrow(stages.get(i)));
            }
        }
    }

    private void edges(String prefix, int count, List<StageChange> stages, String target) {
        for (int i = 0; i < count; i++) {
            edge(prefix + "n" + i, target, arrow(stages.get(i)));
        }
    }

    private static String arrow(StageChange stage) {
        return stage.kind() == Kind.REMOVED ? "-.-x" : "-->";
    }

    private void edge(String from, String to, String arrow) {
        out.append("  ")
                .append(from)
                .append(' ')
                .append(arrow)
                .append(' ')
                .append(to)
                .append('\n');
    }

    private void node(String name, StageChange stage) {
        StringBuilder label = new StringBuilder(escape(stage.id()));
        stage.effects().stream()
                .limit(EFFECTS_SHOWN)
                .forEach(e -> label.append("<br/>").append(escape(e.kind().sign() + " " + e.text())));
        if (stage.effects().size() > EFFECTS_SHOWN) {
            label.append("<br/>... and ")
                    .append(stage.effects().size() - EFFECTS_SHOWN)
                    .append(" more");
        }
        out.append("    ")
                .append(name)
                .append("[\"")
                .append(label)
                .append("\"]")
                .append(style(stage.kind()))
                .append('\n');
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case SAME -> "";
            case ADDED -> ":::added";
            case REMOVED -> ":::removed";
            case CHANGED -> ":::changed";
            case MOVED -> ":::moved";
        };
    }

    /** Mermaid reads HTML entities, written with {@code #}, and a few characters as its own. */
    private static String escape(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("`", "#96;")
                .replace("\n", " ");
    }
}
