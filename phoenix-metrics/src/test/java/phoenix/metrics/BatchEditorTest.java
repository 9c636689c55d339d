package phoenix.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class BatchEditorTest {
    private static final Attributes A = Attributes.of("k", "a");
    private static final Attributes B = Attributes.of("k", "b");

    private static MetricBatch twoResources() {
        return new BatchBuilder()
                .resource(Resource.of(Attributes.of("host", "one")))
                .scope(Scope.of("s", "1"))
                .metric(MetricInfo.gauge("g", "", "1"))
                .intPoint(A, 0, 10, 1)
                .doublePoint(B, 0, 10, 2.5)
                .metric(MetricInfo.gauge("h", "", "1"))
                .intPoint(A, 0, 10, 3)
                .resource(Resource.of(Attributes.of("host", "two")))
                .scope(Scope.of("s", "1"))
                .metric(MetricInfo.gauge("g", "", "1"))
                .intPoint(A, 0, 10, 4)
                .build();
    }

    @Test
    void anEditLeavesTheSourceAsItWas() {
        MetricBatch source = twoResources();
        BatchEditor editor = new BatchEditor(source);
        editor.setAttributes(0, B);
        editor.setInt(1, 7);
        editor.setMetric(0, source.metric(0).withName("renamed"));

        MetricBatch edited = editor.toBatch();

        assertThat(edited.attributes(0)).isEqualTo(B);
        assertThat(edited.intValue(1)).isEqualTo(7);
        assertThat(edited.metric(0).name()).isEqualTo("renamed");
        assertThat(source.attributes(0)).isEqualTo(A);
        assertThat(source.doubleValue(1)).isEqualTo(2.5);
        assertThat(source.intValue(1)).isZero();
        assertThat(source.metric(0).name()).isEqualTo("g");
    }

    @Test
    void untouchedColumnsAreShared() {
        MetricBatch source = twoResources();
        BatchEditor editor = new BatchEditor(source);
        editor.setAttributes(0, B);
        assertThat(editor.toBatch().points.times).isSameAs(source.points.times);
    }

    @Test
    void anEditThatChangesNothingGivesTheSourceBack() {
        MetricBatch source = twoResources();
        BatchEditor editor = new BatchEditor(source);
        editor.setAttributes(0, source.attributes(0));
        editor.setResource(0, source.resource(0));
        assertThat(editor.toBatch()).isSameAs(source);
    }

    @Test
    void droppedPointsCloseUpAndEmptyParentsGo() {
        MetricBatch source = twoResources();
        BatchEditor editor = new BatchEditor(source);
        editor.dropPoint(0);
        editor.dropPoint(2);
        editor.dropPoint(3);
        assertThat(editor.droppedPointCount()).isEqualTo(3);
        editor.dropEmpty();

        MetricBatch edited = editor.toBatch();

        assertThat(edited.resourceCount()).isEqualTo(1);
        assertThat(edited.metricCount()).isEqualTo(1);
        assertThat(edited.pointCount()).isEqualTo(1);
        assertThat(edited.doubleValue(0)).isEqualTo(2.5);
        assertThat(source.pointCount()).isEqualTo(4);
    }

    @Test
    void withoutDropEmptyAnEmptyMetricStays() {
        BatchEditor editor = new BatchEditor(twoResources());
        editor.dropPoint(2);
        MetricBatch edited = editor.toBatch();
        assertThat(edited.metricCount()).isEqualTo(3);
        assertThat(edited.pointStart(1)).isEqualTo(edited.pointEnd(1));
        assertThat(edited.intValue(edited.pointStart(2))).isEqualTo(4);
    }

    @Test
    void aSliceKeepsTheParentsOfItsPointsOnly() {
        MetricBatch slice = new BatchBuilder().slice(twoResources(), 1, 3).build();
        assertThat(slice.pointCount()).isEqualTo(2);
        assertThat(slice.metricCount()).isEqualTo(2);
        assertThat(slice.resourceCount()).isEqualTo(1);
        assertThat(slice.metric(1).name()).isEqualTo("h");
    }

    @Test
    void whatHoldsNoPointsGoesWithThePartThatEndsItsParent() {
        MetricInfo metric = MetricInfo.gauge("g", "", "1").withMetadata(A);
        MetricBatch batch = new BatchBuilder()
                .resource(Resource.of(Attributes.of("host", "one")))
                .scope(Scope.of("full", ""))
                .metric(metric)
                .intPoint(A, 0, 10, 1)
                .intPoint(A, 0, 11, 2)
                .metric(MetricInfo.gauge("empty metric", "", ""))
                .scope(Scope.of("empty scope", ""))
                .resource(Resource.of(Attributes.of("host", "empty")))
                .resource(Resource.of(Attributes.of("host", "two")))
                .scope(Scope.of("s", "1"))
                .metric(metric)
                .intPoint(A, 0, 10, 4)
                .build();
        assertThat(shape(new BatchBuilder().slice(batch, 0, 1).build())).isEqualTo("one(full(g 1))");
        assertThat(shape(new BatchBuilder().slice(batch, 1, 2).build()))
                .isEqualTo("one(full(g with metadata 1, empty metric 0), empty scope())");
        assertThat(shape(new BatchBuilder().slice(batch, 2, 3).build()))
                .isEqualTo("empty(), two(s(g with metadata 1))");
        assertThat(shape(new BatchBuilder().slice(batch, 0, 3).build())).isEqualTo(shape(batch));
    }

    private static String shape(MetricBatch batch) {
        StringJoiner resources = new StringJoiner(", ");
        for (int r = 0; r < batch.resourceCount(); r++) {
            StringJoiner scopes =
                    new StringJoiner(", ", batch.resource(r).attributes().getString("host") + "(", ")");
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                StringJoiner metrics = new StringJoiner(", ", batch.scope(s).name() + "(", ")");
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    metrics.add(batch.metric(m).name()
                            + (batch.metric(m).metadata().isEmpty() ? " " : " with metadata ")
                            + (batch.pointEnd(m) - batch.pointStart(m)));
                }
                scopes.add(metrics.toString());
            }
            resources.add(scopes.toString());
        }
        return resources.toString();
    }

    @Test
    void theOrderOfAttributesDoesNotCountForIdentity() {
        Attributes one = Attributes.builder().put("x", 1).put("y", "2").build();
        Attributes other = Attributes.builder().put("y", "2").put("x", 1).build();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.with("x", Value.of(2))).isNotEqualTo(one);
        assertThat(one.without("y").size()).isEqualTo(1);
        assertThat(new AttributesTable(4).intern(one)).isSameAs(one);
    }
}
