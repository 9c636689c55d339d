package phoenix.config.collector;

import java.util.List;
import java.util.Map;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.config.yaml.YamlMapping;

/** The top level of a configuration. Component sections stay raw here: their keys are ids and need their positions. */
record Sections(Map<ComponentKind, YamlMapping> components, Service service) {

    record Service(List<Located<String>> extensions, YamlMapping pipelines, TelemetryConfig telemetry) {}

    record Pipeline(
            List<Located<String>> receivers, List<Located<String>> processors, List<Located<String>> exporters) {}

    private static final YamlMapping NOTHING = YamlMapping.empty(SourceSpan.start("default"));

    private static final FieldType<YamlMapping> MAP = FieldType.rawMap();

    /** Ids are checked one by one later, so that every bad one is reported. */
    private static final FieldType<List<Located<String>>> IDS = FieldType.listOf(FieldType.located(FieldType.string()));

    private static final Field<List<Located<String>>> PIPELINE_RECEIVERS =
            Field.of(IDS, "receivers", List.of(), "Where the data comes from");
    private static final Field<List<Located<String>>> PIPELINE_PROCESSORS =
            Field.of(IDS, "processors", List.of(), "What is done with it, in order");
    private static final Field<List<Located<String>>> PIPELINE_EXPORTERS =
            Field.of(IDS, "exporters", List.of(), "Where it goes");
    static final ConfigSpec<Pipeline> PIPELINE = ConfigSpec.of(
            v -> new Pipeline(v.get(PIPELINE_RECEIVERS), v.get(PIPELINE_PROCESSORS), v.get(PIPELINE_EXPORTERS)),
            PIPELINE_RECEIVERS,
            PIPELINE_PROCESSORS,
            PIPELINE_EXPORTERS);

    private static final Field<List<Located<String>>> EXTENSIONS =
            Field.of(IDS, "extensions", List.of(), "Extensions to start");
    private static final Field<YamlMapping> PIPELINES = Field.of(MAP, "pipelines", NOTHING, "Pipelines by id");
    private static final Field<TelemetryConfig> TELEMETRY =
            Field.nested(TelemetryConfig.SPEC, "telemetry", "Own telemetry");
    private static final ConfigSpec<Service> SERVICE = ConfigSpec.of(
            v -> new Service(v.get(EXTENSIONS), v.get(PIPELINES), v.get(TELEMETRY)), EXTENSIONS, PIPELINES, TELEMETRY);

    private static final Field<YamlMapping> RECEIVERS = section(ComponentKind.RECEIVER);
    private static final Field<YamlMapping> PROCESSORS = section(ComponentKind.PROCESSOR);
    private static final Field<YamlMapping> EXPORTERS = section(ComponentKind.EXPORTER);
    private static final Field<YamlMapping> CONNECTORS = section(ComponentKind.CONNECTOR);
    private static final Field<YamlMapping> EXTENSION_SECTION = section(ComponentKind.EXTENSION);
    private static final Field<Service> SERVICE_FIELD = Field.nested(SERVICE, "service", "What runs");

    static final ConfigSpec<Sections> SPEC = ConfigSpec.of(
            v -> new Sections(
                    Map.of(
                            ComponentKind.RECEIVER, v.get(RECEIVERS),
                            ComponentKind.PROCESSOR, v.get(PROCESSORS),
                            ComponentKind.EXPORTER, v.get(EXPORTERS),
                            ComponentKind.CONNECTOR, v.get(CONNECTORS),
                            ComponentKind.EXTENSION, v.get(EXTENSION_SECTION)),
                    v.get(SERVICE_FIELD)),
            RECEIVERS,
            PROCESSORS,
            EXPORTERS,
            CONNECTORS,
            EXTENSION_SECTION,
            SERVICE_FIELD);

    private static Field<YamlMapping> section(ComponentKind kind) {
        return Field.of(MAP, kind.section(), NOTHING, "Definitions of " + kind.section());
    }
}
