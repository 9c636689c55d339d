package phoenix.engine.exporter.prometheus;

import java.util.Optional;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** What Prometheus calls the target of a resource: {@code job} is the service, {@code instance} its instance. */
record Target(Optional<String> job, Optional<String> instance) {
    static final String SERVICE_NAME = "service.name";
    static final String SERVICE_NAMESPACE = "service.namespace";
    static final String SERVICE_INSTANCE_ID = "service.instance.id";

    static Target of(Attributes resource) {
        Optional<String> namespace = text(resource, SERVICE_NAMESPACE);
        Optional<String> job = text(resource, SERVICE_NAME)
                .map(name -> namespace.map(n -> n + "/").orElse("") + name);
        return new Target(job, text(resource, SERVICE_INSTANCE_ID));
    }

    static boolean isService(String key) {
        return key.equals(SERVICE_NAME) || key.equals(SERVICE_NAMESPACE) || key.equals(SERVICE_INSTANCE_ID);
    }

    private static Optional<String> text(Attributes resource, String key) {
        Value value = resource.get(key);
        return value == null ? Optional.empty() : Optional.of(ValueText.of(value));
    }

    /** The Collector describes only targets that have both. */
    boolean isDescribed() {
        return job.isPresent() && instance.isPresent();
    }
}
