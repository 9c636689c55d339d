package phoenix.engine.exporter.remotewrite;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Scope;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;
import phoenix.metrics.prometheus.NameTranslator;

/** Makes the labels of series of attributes, as the Collector's {@code createAttributes} does. Not thread-safe. */
final class LabelMaker {
    private static final String SERVICE_NAME = "service.name";
    private static final String SERVICE_NAMESPACE = "service.namespace";
    private static final String SERVICE_INSTANCE_ID = "service.instance.id";
    private static final Set<String> IDENTIFYING = Set.of(SERVICE_NAME, SERVICE_NAMESPACE, SERVICE_INSTANCE_ID);
    private static final Set<String> SCOPE_FIELDS = Set.of("name", "version", "schema_url");

    private final RemoteWriteConfig config;
    private final LabelNames labelNames = new LabelNames();
    /** {@code target_info} has its names from the older rule, which the pull exporter has too. */
    private final NameTranslator targetNames;

    private final Map<String, String> externalLabels = new LinkedHashMap<>();

    LabelMaker(RemoteWriteConfig config, NameTranslator names) {
        this.config = config;
        this.targetNames = names;
        config.externalLabels()
                .forEach((key, value) -> labelNames.of(key).ifPresent(name -> externalLabels.put(name, value)));
    }

    /** The labels of a point, without a metric's name; null when an attribute has no name left. */
    @Nullable
    Labels of(Attributes resource, Scope scope, Attributes attributes) {
        TreeMap<String, String> labels = new TreeMap<>();
        if (!addAttributes(labels, effective(resource, attributes), Set.of(), labelNames::of)) {
            return null;
        }
        addTarget(labels, resource);
        externalLabels.forEach(labels::putIfAbsent);
        if (!config.disableScopeInfo()) {
            addScope(labels, scope);
        }
        return Labels.of(labels);
    }

    /** The labels of {@code target_info}; null when the resource has nothing to tell, or no name. */
    @Nullable
    Labels ofTarget(Attributes resource) {
        boolean more = false;
        for (int i = 0; i < resource.size(); i++) {
            more |= !IDENTIFYING.contains(resource.key(i));
        }
        TreeMap<String, String> labels = new TreeMap<>();
        if (!more || !addAttributes(labels, resource, IDENTIFYING, targetNames::labelName)) {
            return null;
        }
        addTarget(labels, resource);
        externalLabels.forEach(labels::putIfAbsent);
        if (!labels.containsKey("job") && !labels.containsKey("instance")) {
            return null;
        }
        String namespace = config.namespace();
        labels.put(Labels.NAME, namespace.isEmpty() ? "target_info" : namespace + "_target_info");
        return Labels.of(labels);
    }

    private Attributes effective(Attributes resource, Attributes attributes) {
        if (!config.resourceEnabled()) {
            return attributes;
        }
        Attributes effective = attributes;
        for (int i = 0; i < resource.size(); i++) {
            if (!(config.resourceWithoutService() && IDENTIFYING.contains(resource.key(i)))) {
                effective = effective.with(resource.key(i), resource.value(i));
            }
        }
        return effective;
    }

    private static boolean addAttributes(
            Map<String, String> labels,
            Attributes attributes,
            Set<String> ignored,
            Function<String, Optional<String>> names) {
        Integer[] byKey = new Integer[attributes.size()];
        Arrays.setAll(byKey, i -> i);
        Arrays.sort(byKey, Comparator.comparing(attributes::key));
        for (int i : byKey) {
            String text = ignored.contains(attributes.key(i)) ? "" : ValueText.of(attributes.value(i));
            if (text.isEmpty()) {
                continue;
            }
            Optional<String> name = names.apply(attributes.key(i));
            if (name.isEmpty()) {
                return false;
            }
            labels.merge(name.get(), text, (a, b) -> a.equals(b) ? a : a + ";" + b);
        }
        return true;
    }

    private static void addTarget(Map<String, String> labels, Attributes resource) {
        String service = text(resource, SERVICE_NAME);
        if (!service.isEmpty()) {
            Value namespace = resource.get(SERVICE_NAMESPACE);
            labels.put("job", namespace == null ? service : ValueText.of(namespace) + "/" + service);
        }
        String instance = text(resource, SERVICE_INSTANCE_ID);
        if (!instance.isEmpty()) {
            labels.put("instance", instance);
        }
    }

    private static String text(Attributes attributes, String key) {
        Value value = attributes.get(key);
        return value == null ? "" : ValueText.of(value);
    }

    private void addScope(Map<String, String> labels, Scope scope) {
        if (!scope.name().isEmpty()) {
            labels.put("otel_scope_name", scope.name());
        }
        if (!scope.version().isEmpty()) {
            labels.put("otel_scope_version", scope.version());
        }
        for (int i = 0; i < scope.attributes().size(); i++) {
            String key = scope.attributes().key(i);
            if (!SCOPE_FIELDS.contains(key)) {
                String value = ValueText.of(scope.attributes().value(i));
                labelNames.of("otel_scope_" + key).ifPresent(name -> labels.put(name, value));
            }
        }
    }
}
