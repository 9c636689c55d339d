package phoenix.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phoenix.app.embedded.IngestPlan.Read;
import phoenix.app.embedded.IngestPlan.Share;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.engine.BuiltinComponents;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.Periodic;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.graph.GraphPlanner;

/** Who reads what for whom, with real receivers. */
class IngestPlanTest {
    private static final ComponentId ID = ComponentId.parse("host_metrics");
    private static final ComponentRegistry REGISTRY = BuiltinComponents.registry();

    private static Map<ComponentId, PlannedReceiver<?>> receivers(String... settings) {
        StringBuilder yaml = new StringBuilder("receivers:\n");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < settings.length; i++) {
            String id = i == 0 ? "host_metrics" : "host_metrics/" + i;
            yaml.append("  ").append(id).append(": ").append(settings[i]).append('\n');
            names.append(i == 0 ? "" : ", ").append(id);
        }
        yaml.append("exporters: {nop: }\nservice: {pipelines: {metrics: {receivers: [")
                .append(names)
                .append("], exporters: [nop]}}}\n");
        Diagnostics diagnostics = new Diagnostics();
        return new ConfigLoader(new LoadSettings(Map.of(), Path.of(".")), diagnostics)
                .load(List.of("yaml:" + yaml), List.of())
                .flatMap(root -> CollectorConfig.read(root, REGISTRY.catalog(), diagnostics))
                .map(config -> new GraphPlanner(config, REGISTRY).plan().receivers())
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)));
    }

    private static IngestPlan plan(String baseline, String candidate) {
        return IngestPlan.of(receivers(baseline), receivers(candidate));
    }

    private static Duration interval(Read read) {
        return ((Periodic) read.receiver().config()).collectionInterval();
    }

    @Test
    void equalReceiversAreReadOnce() {
        IngestPlan plan = plan("{scrapers: {cpu: }}", "{scrapers: {cpu: }}");

        assertThat(plan.differences()).isEmpty();
        assertThat(plan.reads())
                .singleElement()
                .satisfies(read ->
                        assertThat(read.baseline()).isEqualTo(read.candidate()).isEqualTo(new Share(ID, null)));
    }

    @Test
    void aLongerIntervalOfTheCandidateIsAPartOfTheReadings() {
        IngestPlan plan =
                plan("{collection_interval: 10s, scrapers: {cpu: }}", "{scrapers: {cpu: }, collection_interval: 30s}");

        assertThat(plan.reads()).singleElement().satisfies(read -> {
            assertThat(interval(read)).hasSeconds(10);
            assertThat(read.baseline()).isEqualTo(new Share(ID, null));
            assertThat(read.candidate()).isEqualTo(new Share(ID, Duration.ofSeconds(30)));
        });
        assertThat(plan.differences())
                .containsExactly(new IngestDifference(
                        "host_metrics",
                        IngestDifference.Kind.EVERY_NTH,
                        "host_metrics is read once, every 10 s: the candidate gets one of 3 readings"));
    }

    @Test
    void aLongerIntervalOfTheBaselineIsOneToo() {
        IngestPlan plan =
                plan("{collection_interval: 1m, scrapers: {cpu: }}", "{collection_interval: 15s, scrapers: {cpu: }}");

        assertThat(plan.reads()).singleElement().satisfies(read -> {
            assertThat(interval(read)).hasSeconds(15);
            assertThat(read.baseline()).isEqualTo(new Share(ID, Duration.ofMinutes(1)));
            assertThat(read.candidate()).isEqualTo(new Share(ID, null));
        });
    }

    @Test
    void theBaselineReadsForItselfWhereAReadingDependsOnTheInterval() {
        String scrapers = "scrapers: {cpu: {metrics: {system.cpu.utilization: {enabled: true}}}}";
        String slow = "{collection_interval: 1m, " + scrapers + "}";
        String fast = "{collection_interval: 15s, " + scrapers + "}";

        assertThat(plan(slow, fast).reads()).hasSize(2);
        assertThat(plan(fast, slow).reads())
                .as("the candidate may have the utilization of a shorter time")
                .hasSize(1);
    }

    @Test
    void intervalsThatDoNotDivideAndOtherSettingsAreReadSeparately() {
        IngestPlan intervals =
                plan("{collection_interval: 10s, scrapers: {cpu: }}", "{collection_interval: 15s, scrapers: {cpu: }}");
        IngestPlan scrapers = plan("{scrapers: {cpu: }}", "{scrapers: {load: }}");

        for (IngestPlan plan : List.of(intervals, scrapers)) {
            assertThat(plan.reads()).extracting(Read::id).containsExactly("host_metrics", "candidate host_metrics");
            assertThat(plan.differences())
                    .extracting(IngestDifference::kind)
                    .containsOnly(IngestDifference.Kind.OWN_READINGS);
        }
    }

    @Test
    void anEqualReceiverIsNeverTakenByANearMatch() {
        String fast = "{collection_interval: 10s, scrapers: {cpu: }}";
        String slow = "{collection_interval: 20s, scrapers: {cpu: }}";

        IngestPlan plan = IngestPlan.of(receivers(slow, fast), receivers(fast, slow));

        assertThat(plan.differences()).isEmpty();
        assertThat(plan.reads()).hasSize(2);
    }
}
