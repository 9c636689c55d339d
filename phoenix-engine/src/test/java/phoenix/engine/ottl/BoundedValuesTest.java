package phoenix.engine.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.otlp.OtlpEncoder;

/** Statements that make a value larger with every point come to an end, and what is left can be encoded. */
class BoundedValuesTest {
    private static final int POINTS = 300;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set(resource.attributes[\"x\"], [resource.attributes[\"x\"], resource.attributes[\"x\"]])",
                "set(resource.attributes[\"x\"], [resource.attributes[\"x\"]])",
                "set(resource.attributes[\"x\"], {\"a\": resource.attributes})",
                "set(resource.attributes[\"x\"][\"y\"], resource.attributes)",
                "set(resource.attributes, {\"x\": resource.attributes})",
                "set(datapoint.cache, {\"x\": resource.attributes}) where true",
                "set(resource.attributes[\"x\"], Concat([resource.attributes[\"x\"], resource.attributes[\"x\"]],"
                        + " \"\"))",
                "set(resource.schema_url, Concat([resource.schema_url, resource.schema_url], \"-\"))",
                "set(metric.name, Concat([metric.name, metric.name], \"\"))",
                "replace_pattern(metric.name, \"\", metric.name)",
                "replace_pattern(metric.name, \".\", metric.name, SHA256)",
                "replace_pattern(metric.name, \"\", metric.name, SHA256)",
                "replace_all_patterns(resource.attributes, \"key\", \"x\", \"xxxxx\")",
            })
    void whatGrowsWithEveryPointStaysBounded(String statement) throws PropagatedException {
        GroupCompiler.StatementTexts texts =
                new GroupCompiler.StatementTexts("datapoint", List.of(statement), List.of());
        if (!(GroupCompiler.statements(texts, ErrorMode.SILENT) instanceof Compiled.Ready<StatementGroup>(var group))) {
            throw new AssertionError(statement);
        }
        BatchBuilder builder = new BatchBuilder()
                .resource(Resource.of(Attributes.of("x", "y")))
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("gg", "", "1"));
        for (int i = 0; i < POINTS; i++) {
            builder.intPoint(Attributes.EMPTY, 0, 1, i);
        }
        MetricBatch changed =
                group.run(builder.build(), new EvalEnvironment("test", new AtomicLong(), () -> Instant.EPOCH));
        assertThat(changed.pointCount()).isEqualTo(POINTS);
        assertThat(new OtlpEncoder().encode(changed).length).isLessThan(64 << 20);
    }
}
