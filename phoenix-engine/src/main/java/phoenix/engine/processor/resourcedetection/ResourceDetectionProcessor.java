package phoenix.engine.processor.resourcedetection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Values;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.Scheduler;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Resource;

/**
 * The Collector's {@code resource_detection} processor (formerly {@code resourcedetection}) with the detectors
 * {@code env} and {@code system}: adds what they find to every resource. The first detector that knows an attribute
 * wins; with {@code override} (the default) what was found replaces what came in.
 */
public final class ResourceDetectionProcessor implements Processor {
    private static final System.Logger LOG = System.getLogger(ResourceDetectionProcessor.class.getName());

    /** The attributes of detector {@code system} that are supported here, and whether they are on by default. */
    private static final Map<String, Boolean> SUPPORTED = supported();

    private static final List<String> NOT_SUPPORTED = List.of(
            "os.description",
            "host.ip",
            "host.mac",
            "host.interface",
            "host.cpu.vendor.id",
            "host.cpu.family",
            "host.cpu.model.id",
            "host.cpu.model.name",
            "host.cpu.stepping",
            "host.cpu.cache.l2.size");

    private static Map<String, Boolean> supported() {
        Map<String, Boolean> attributes = new LinkedHashMap<>();
        attributes.put("host.name", true);
        attributes.put("os.type", true);
        List.of("host.id", "host.arch", "os.name", "os.version", "os.build.id")
                .forEach(name -> attributes.put(name, false));
        return attributes;
    }

    /** The words of {@code detectors} that can be honoured here. */
    enum Detector {
        ENV,
        SYSTEM
    }

    private static final Field<List<Detector>> DETECTORS = Field.of(
            FieldType.listFromStrings(FieldType.choice(Detector.class, OfClouds.DETECTORS)),
            "detectors",
            List.of(Detector.ENV),
            "env and system, in order of precedence; detectors of clouds have to ask a machine of the cloud");
    private static final Field<Boolean> OVERRIDE =
            Field.bool("override", true, "Whether what is found replaces attributes that came in");
    private static final Field<Duration> TIMEOUT =
            Field.duration("timeout", Duration.ofSeconds(5), "Local detectors need no time: kept for compatibility");
    private static final Field<Duration> REFRESH =
            Field.duration("refresh_interval", Duration.ZERO, "How often to detect anew; 0 is once");
    private static final Field<Boolean> FAIL_ON_MISSING =
            Field.bool("fail_on_missing_metadata", false, "Concerns detectors of clouds only");
    private static final Field<List<String>> HOSTNAME_SOURCES = Field.of(
            FieldType.listOf(FieldType.string()),
            "hostname_sources",
            List.of("dns", "os"),
            "Where to look for host.name, in order: dns, os, cname, lookup");
    private static final Map<String, Field<Enabled>> SWITCHES = switches();
    private static final Field<Set<String>> RESOURCE_ATTRIBUTES =
            Field.nested(attributesSpec(), "resource_attributes", "Which attributes to add");
    private static final Field<SystemConfig> SYSTEM = Field.nested(
            ConfigSpec.of(
                    v -> new SystemConfig(v.get(HOSTNAME_SOURCES), v.get(RESOURCE_ATTRIBUTES)),
                    HOSTNAME_SOURCES,
                    RESOURCE_ATTRIBUTES),
            "system",
            "Settings of detector system");

    /** A switch that may be left to its default. */
    record Enabled(boolean isSet, boolean enabled) {
        private static final Field<Boolean> ENABLED = Field.bool("enabled", false, "Whether to add the attribute");
        static final ConfigSpec<Enabled> SPEC =
                ConfigSpec.of(v -> new Enabled(v.isSet(ENABLED), v.get(ENABLED)), ENABLED);
    }

    /** Settings of detector {@code system}. */
    record SystemConfig(List<String> hostnameSources, Set<String> attributes) {}

    /** What a user writes. */
    public record Config(List<Detector> detectors, boolean override, Duration refreshInterval, SystemConfig system) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "resource_detection",
                    List.of("resourcedetection"),
                    ConfigSpec.of(
                            v -> new Config(v.get(DETECTORS), v.get(OVERRIDE), v.get(REFRESH), v.get(SYSTEM)),
                            fields(DETECTORS, OVERRIDE, TIMEOUT, REFRESH, FAIL_ON_MISSING, SYSTEM))),
            ResourceDetectionProcessor::new);

    private static Field<?>[] fields(Field<?>... supported) {
        List<Field<?>> fields = new ArrayList<>(List.of(supported));
        fields.addAll(OfClouds.FIELDS);
        return fields.toArray(Field<?>[]::new);
    }

    private static Map<String, Field<Enabled>> switches() {
        Map<String, Field<Enabled>> fields = new LinkedHashMap<>();
        SUPPORTED.forEach((name, on) -> fields.put(
                name, Field.nested(Enabled.SPEC, name, on ? "On unless enabled is false" : "Off unless enabled")));
        return fields;
    }

    private static ConfigSpec<Set<String>> attributesSpec() {
        List<Field<?>> fields = new ArrayList<>(SWITCHES.values());
        NOT_SUPPORTED.forEach(
                name -> fields.add(Field.unsupported(name, "set it with a resource processor where it is needed")));
        return ConfigSpec.of(ResourceDetectionProcessor::wanted, fields.toArray(Field<?>[]::new));
    }

    private static Set<String> wanted(Values values) {
        Set<String> wanted = new HashSet<>();
        SWITCHES.forEach((name, field) -> {
            Enabled given = values.get(field);
            if (given.isSet() ? given.enabled() : SUPPORTED.getOrDefault(name, false)) {
                wanted.add(name);
            }
        });
        return wanted;
    }

    private final Config config;
    private final MetricConsumer next;
    private final ComponentContext context;
    private volatile Attributes detected = Attributes.EMPTY;
    private Scheduler.Task refresh = () -> {};

    ResourceDetectionProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.next = next;
        this.context = context;
    }

    @Override
    public void start() {
        detect();
        Duration interval = config.refreshInterval();
        if (interval.isPositive()) {
            refresh = context.scheduler().every(interval, interval, this::detect);
        }
    }

    private void detect() {
        Attributes found = Attributes.EMPTY;
        for (Detector detector : config.detectors()) {
            // The first detector wins: what is there already goes on top of what the next one finds.
            found = run(detector).withAll(found);
        }
        detected = found;
    }

    private Attributes run(Detector detector) {
        try {
            return switch (detector) {
                case ENV -> EnvDetector.detect(context.environment());
                case SYSTEM ->
                    SystemDetector.detect(
                            config.system().hostnameSources(), config.system().attributes());
            };
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: detector {1} gives nothing: {2}",
                    context.id(),
                    detector,
                    e.getMessage());
            return Attributes.EMPTY;
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        Attributes found = detected;
        if (found.isEmpty()) {
            return next.consume(batch);
        }
        BatchEditor editor = new BatchEditor(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            Resource resource = batch.resource(r);
            Attributes present = resource.attributes();
            Attributes merged = config.override() ? present.withAll(found) : found.withAll(present);
            editor.setResource(r, resource.withAttributes(merged));
        }
        return next.consume(editor.toBatch());
    }

    @Override
    public void shutdown(Duration grace) {
        refresh.cancel();
    }
}
