package phoenix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlanner;

/** {@code sending_queue::storage} names an extension that runs. */
class StorageReferenceTest {
    private static final ComponentRegistry REGISTRY = BuiltinComponents.registry();
    private static final ComponentId EXPORTER = ComponentId.parse("otlp_http/backend");

    private final Diagnostics diagnostics = new Diagnostics();

    private static String yaml(String extensions, String started, String queue) {
        return """
            extensions: {%s}
            receivers: {host_metrics: {scrapers: {load: }}}
            exporters: {otlp_http/backend: {endpoint: "http://127.0.0.1:4318", sending_queue: {%s}}}
            service:
              extensions: [%s]
              pipelines: {metrics: {receivers: [host_metrics], exporters: [otlp_http/backend]}}
            """.formatted(extensions, queue, started);
    }

    private GraphPlan plan(String yaml) {
        YamlMapping root =
                (YamlMapping) new YamlReader(diagnostics).read("c.yaml", yaml).orElseThrow();
        return CollectorConfig.read(root, REGISTRY.catalog(), diagnostics)
                .map(config -> new GraphPlanner(config, REGISTRY).plan())
                .orElseThrow(() -> new AssertionError(errors(yaml)));
    }

    private List<String> errors(String yaml) {
        Diagnostics found = new Diagnostics();
        YamlMapping root =
                (YamlMapping) new YamlReader(found).read("c.yaml", yaml).orElseThrow();
        CollectorConfig.read(root, REGISTRY.catalog(), found);
        return found.errors().stream()
                .map(error -> error.code().id() + " " + error.message() + " / "
                        + error.hint().orElse(""))
                .toList();
    }

    @Test
    void aStorageThatRunsIsPartOfThePlan() {
        GraphPlan plan = plan(yaml("file_storage: {directory: /tmp/q}", "file_storage", "storage: file_storage"));
        assertThat(plan.storages()).containsOnlyKeys(ComponentId.parse("file_storage"));
    }

    @Test
    void nullIsNoStorage() {
        assertThat(errors(yaml("", "", "storage: "))).isEmpty();
    }

    @Test
    void oneThatIsNotDefinedOrNotStartedIsAnErrorWithAWayOut() {
        assertThat(errors(yaml("", "", "storage: file_storage")))
                .containsExactly("PHX1308 exporters::otlp_http/backend: extension \"file_storage\" is used and not"
                        + " defined / define it under \"extensions:\", and name it in service::extensions");
        assertThat(errors(yaml("file_storage: ", "", "storage: file_storage")))
                .containsExactly("PHX1308 exporters::otlp_http/backend: extension \"file_storage\" is used and not"
                        + " started / name it in service::extensions");
    }

    @Test
    void waitingForTheResultDoesNotGoTogetherWithIt() {
        assertThat(errors(yaml("file_storage: ", "file_storage", "storage: file_storage, wait_for_result: true")))
                .singleElement()
                .asString()
                .contains("wait_for_result", "does not go together with storage");
    }

    @Test
    void whatIsNoIdIsAnError() {
        assertThat(errors(yaml("file_storage: ", "file_storage", "storage: file_storage/")))
                .singleElement()
                .asString()
                .contains("storage", "a name has to follow the /");
    }

    @Test
    void anExporterIsMadeAnewWhenItsStorageChanges() {
        String one = yaml("file_storage: {directory: /tmp/q}", "file_storage", "storage: file_storage");
        String other = yaml("file_storage: {directory: /tmp/r}", "file_storage", "storage: file_storage");
        assertThat(plan(one).keepsExporter(EXPORTER, plan(one))).isTrue();
        assertThat(plan(one).keepsExporter(EXPORTER, plan(other))).isFalse();
        assertThat(plan(one).keepsExporter(EXPORTER, plan(yaml("", "", "")))).isFalse();
    }
}
