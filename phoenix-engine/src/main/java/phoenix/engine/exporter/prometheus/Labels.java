package phoenix.engine.exporter.prometheus;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricType;
import phoenix.metrics.Scope;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;
import phoenix.metrics.prometheus.LabelSet;
import phoenix.metrics.prometheus.NameTranslator;

/** Makes the labels of a series, with the checks that keep a page readable for Prometheus. Not thread-safe. */
final class Labels {
    private final PrometheusExporter.Config config;
    private final NameTranslator names;

    Labels(PrometheusExporter.Config config, NameTranslator names) {
        this.config = config;
        this.names = names;
    }

    /** The labels, or why there are none. */
    record Result(@Nullable LabelSet labels, String problem) {}

    /** The attributes that a point is shown with: a resource attribute takes the place of one with the same key. */
    Attributes effective(Attributes point, Attributes resource) {
        if (!config.resource().enabled()) {
            return point;
        }
        Attributes effective = point;
        for (int i = 0; i < resource.size(); i++) {
            if (!(config.resource().excludeServiceAttributes() && Target.isService(resource.key(i)))) {
                effective = effective.with(resource.key(i), resource.value(i));
            }
        }
        return effective;
    }

    Result of(MetricType type, Scope scope, Attributes effective, Target target) {
        Draft draft = new Draft();
        for (int i = 0; i < effective.size(); i++) {
            draft.add(effective.key(i), "", effective.value(i));
        }
        if (!config.naming().withoutScopeInfo()) {
            for (int i = 0; i < scope.attributes().size(); i++) {
                draft.add(
                        scope.attributes().key(i),
                        "otel_scope_",
                        scope.attributes().value(i));
            }
            draft.put("otel_scope_name", scope.name());
            draft.put("otel_scope_version", scope.version());
            draft.put("otel_scope_schema_url", scope.schemaUrl());
        }
        target.job().ifPresent(job -> draft.put("job", job));
        target.instance().ifPresent(instance -> draft.put("instance", instance));
        config.constLabels().forEach(draft::put);
        if (type == MetricType.SUMMARY && draft.labels.containsKey("quantile")) {
            draft.fail("it is a summary with a label \"quantile\" of its own");
        }
        if (type == MetricType.HISTOGRAM && draft.labels.containsKey("le")) {
            draft.fail("it is a histogram with a label \"le\" of its own");
        }
        return draft.problem == null ? new Result(LabelSet.of(draft.labels), "") : new Result(null, draft.problem);
    }

    /** The labels of {@code target_info}: what the resource says beyond the target's name; values of one label join. */
    LabelSet targetInfo(Attributes resource, Target target) {
        TreeMap<String, String> labels = new TreeMap<>(LabelSet.nameOrder());
        for (int i = 0; i < resource.size(); i++) {
            if (!Target.isService(resource.key(i))) {
                String value = ValueText.of(resource.value(i));
                names.labelName(resource.key(i)).ifPresent(name -> labels.merge(name, value, (a, b) -> a + ";" + b));
            }
        }
        target.job().ifPresent(job -> labels.put("job", job));
        target.instance().ifPresent(instance -> labels.put("instance", instance));
        labels.keySet().removeIf(name -> name.startsWith("__"));
        return LabelSet.of(labels);
    }

    private final class Draft {
        final TreeMap<String, String> labels = new TreeMap<>(LabelSet.nameOrder());

        @Nullable
        String problem;

        void fail(String reason) {
            if (problem == null) {
                problem = reason;
            }
        }

        void add(String key, String prefix, Value value) {
            Optional<String> name = names.labelName(prefix + key);
            if (name.isEmpty()) {
                fail("nothing is left of the attribute key \"" + key + "\" as a label name");
            } else {
                put(name.get(), ValueText.of(value));
            }
        }

        void put(String name, String value) {
            if (name.isEmpty() || name.startsWith("__")) {
                fail("\"" + name + "\" is not a valid label name");
            } else if (labels.put(name, value) != null) {
                fail("two attributes, or an attribute and a const label, become the label \"" + name + "\"");
            }
        }
    }
}
