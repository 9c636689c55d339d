package phoenix.engine.ottl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** Statements that would go on for long end when their work is given up: nobody can stop a thread that computes. */
class AbandonedWorkTest {
    @Test
    void metricsThatAreCopiedOnAndOnEndWhenTheWorkIsGivenUp() {
        GroupCompiler.StatementTexts endless = new GroupCompiler.StatementTexts(
                "metric", List.of("copy_metric(name=Concat([name, \"a\"], \"\"))"), List.of());
        StatementGroup group = switch (GroupCompiler.statements(endless, ErrorMode.SILENT)) {
            case Compiled.Ready<StatementGroup>(StatementGroup ready) -> ready;
            case Compiled.Faulty<StatementGroup>(List<Fault> faults) -> throw new AssertionError(faults.toString());
        };
        MetricBatch batch = new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("g", "", "1"))
                .intPoint(Attributes.EMPTY, 0, 1, 1)
                .build();
        AtomicLong looks = new AtomicLong();
        EvalEnvironment environment = new EvalEnvironment(
                "transform", new AtomicLong(), () -> Instant.EPOCH, () -> looks.incrementAndGet() > 100);

        assertThatThrownBy(() -> group.run(batch, environment))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("transform was stopped");
        assertThat(looks).hasValue(101);
    }
}
