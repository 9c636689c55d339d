package phoenix.config.lint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlScalar;
import phoenix.ottl.Call;
import phoenix.ottl.Condition;
import phoenix.ottl.Key;
import phoenix.ottl.ParseResult;
import phoenix.ottl.Parser;
import phoenix.ottl.Path;
import phoenix.ottl.Statement;
import phoenix.ottl.TextRange;
import phoenix.ottl.TreeWalk;

/**
 * One OTTL statement or condition of a configuration that is well-formed.
 *
 * @param context what paths without a context belong to; empty when each names its own
 * @param statement null for a bare condition
 * @param condition the bare condition, or what stands behind {@code where}
 */
public record OttlText(
        YamlScalar node,
        String context,
        @Nullable Statement statement,
        @Nullable Condition condition) {
    private static final List<String> CONTEXTS =
            List.of("resource", "scope", "instrumentation_scope", "metric", "datapoint", "exemplar", "otelcol");

    static Optional<OttlText> statement(YamlScalar node, String context) {
        return Parser.statement(node.text()) instanceof ParseResult.Parsed<Statement>(Statement s)
                ? Optional.of(new OttlText(node, context, s, s.where()))
                : Optional.empty();
    }

    static Optional<OttlText> condition(YamlScalar node, String context) {
        return Parser.condition(node.text()) instanceof ParseResult.Parsed<Condition>(Condition c)
                ? Optional.of(new OttlText(node, context, null, c))
                : Optional.empty();
    }

    /** The condition of a text that is one. */
    public Condition bare() {
        return Objects.requireNonNull(condition, "a statement without a condition");
    }

    public SourceSpan spanOf(TextRange range) {
        return node.spanAt(range.start(), Math.max(range.end(), range.start() + 1));
    }

    /** A path with its context and without keys: {@code metric.name}, {@code resource.attributes}. */
    public String field(Path path) {
        StringBuilder name = new StringBuilder();
        String first = path.segments().getFirst().name();
        boolean prefixed = CONTEXTS.contains(first) && path.segments().size() > 1;
        if (!prefixed && !context.isEmpty()) {
            name.append(context).append('.');
        }
        for (Path.Segment segment : path.segments()) {
            name.append(segment.name()).append('.');
        }
        return name.substring(0, name.length() - 1);
    }

    /** The text key of the last part: {@code host.name} of {@code resource.attributes["host.name"]}. */
    public static Optional<String> key(Path path) {
        List<Key> keys = path.segments().getLast().keys();
        return !keys.isEmpty() && keys.getFirst() instanceof Key.StringKey(TextRange ignored, String value)
                ? Optional.of(value)
                : Optional.empty();
    }

    public void eachPath(Consumer<Path> visitor) {
        walk(new TreeWalk() {
            @Override
            protected void path(Path path) {
                visitor.accept(path);
            }
        });
    }

    public void eachCall(Consumer<Call> visitor) {
        walk(new TreeWalk() {
            @Override
            protected void call(Call call) {
                visitor.accept(call);
            }
        });
    }

    public void eachComparison(Consumer<Condition.Comparison> visitor) {
        walk(new TreeWalk() {
            @Override
            protected void comparison(Condition.Comparison comparison) {
                visitor.accept(comparison);
            }
        });
    }

    private void walk(TreeWalk walk) {
        if (statement != null) {
            walk.walk(statement);
        } else if (condition != null) {
            walk.walk(condition);
        }
    }
}
