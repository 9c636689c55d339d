package phoenix.config.lint;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.yaml.YamlNode;
import phoenix.ottl.Argument;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;

/** Attributes that differ from request to request make a series of every request. */
final class AttributeCardinality implements Lint {
    private static final Set<String> UNBOUNDED = Set.of(
            "trace_id",
            "trace.id",
            "traceid",
            "span_id",
            "span.id",
            "request_id",
            "request.id",
            "http.request.id",
            "session.id",
            "session_id",
            "user.id",
            "user_id",
            "user.email",
            "enduser.id",
            "email",
            "uuid",
            "timestamp",
            "url.full",
            "http.url",
            "http.target",
            "url.query",
            "client.address",
            "client.port",
            "net.peer.port",
            "network.peer.port",
            "process.pid",
            "thread.id",
            "correlation_id",
            "message.id");
    private static final int NEW_RELIC_MAX = 100;

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            int added = 0;
            for (PipelineOutline.Step step : pipeline.processors()) {
                ComponentOutline processor = step.component();
                List<AttributeActions.Action> actions = AttributeActions.of(processor)
                        .filter(AttributeActions.Action::adds)
                        .toList();
                added += actions.size();
                if (processor.type().equals("attributes")) {
                    actions.forEach(a -> a.node()
                            .get("key")
                            .ifPresent(k -> unbounded(a.key(), k.span(), processor.path(), findings)));
                }
                OttlTexts.of(processor).forEach(g -> g.texts().forEach(t -> set(t, processor, findings)));
            }
            if (added > NEW_RELIC_MAX && Backends.sendsToNewRelic(pipeline)) {
                findings.add(
                        DiagnosticCode.TOO_MANY_ATTRIBUTES,
                        pipeline.span(),
                        "pipeline " + pipeline.id() + " adds " + added + " attributes, and New Relic keeps "
                                + NEW_RELIC_MAX,
                        "leave out what no query asks for");
            }
        }
        for (ComponentOutline connector : config.used(ComponentKind.CONNECTOR)) {
            for (YamlNode dimension : connector.items("dimensions")) {
                dimension
                        .get("name")
                        .ifPresent(
                                n -> Nodes.text(n).ifPresent(t -> unbounded(t, n.span(), connector.path(), findings)));
            }
        }
    }

    private static void set(OttlText text, ComponentOutline processor, Findings findings) {
        if (text.statement() == null || !text.statement().editor().name().equals("set")) {
            return;
        }
        if (!text.statement().editor().arguments().isEmpty()
                && text.statement().editor().arguments().getFirst().given() instanceof Argument.Value(Expr target)
                && target instanceof Expr.PathRef(Path path)
                && text.field(path).equals("datapoint.attributes")) {
            OttlText.key(path).ifPresent(k -> unbounded(k, text.spanOf(path.range()), processor.path(), findings));
        }
    }

    private static void unbounded(String key, SourceSpan span, String path, Findings findings) {
        if (UNBOUNDED.contains(key)) {
            findings.add(
                    DiagnosticCode.HIGH_CARDINALITY,
                    span,
                    path + " puts \"" + key + "\" on metrics: each value of it is a series of its own",
                    "leave it to traces and logs");
        }
    }
}
