package phoenix.app.preview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import phoenix.app.report.Report;
import phoenix.config.collector.ComponentId;
import phoenix.engine.backend.NewRelicRecord;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.graph.GraphPlan;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;

/**
 * What is there before and after each processor of one variant: the difference is that processor's doing. Series are counted by
 * a hash of 64 bits. For one thread.
 */
final class StepCensus {
    private static final int NAMES_MAX = 10_000;

    private final GraphPlan plan;
    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    StepCensus(GraphPlan plan) {
        this.plan = plan;
        for (GraphPlan.Pipeline pipeline : plan.pipelines()) {
            List<Place> own = new ArrayList<>();
            for (int i = 0; i <= pipeline.processors().size(); i++) {
                own.add(new Place());
            }
            places.put(pipeline.id(), own);
        }
    }

    /** In front of a processor, where nothing has been counted yet in its pipeline. */
    MetricConsumer before(String pipeline, ComponentId processor, MetricConsumer next) {
        int at = plan.pipelines().stream()
                .filter(p -> p.id().equals(pipeline))
                .findFirst()
                .orElseThrow()
                .processors()
                .indexOf(processor);
        Place place = of(pipeline).get(at);
        return batch -> {
            place.count(batch);
            return next.consume(batch);
        };
    }

    /** Counts what reaches the end of a pipeline. */
    void end(String pipeline, MetricBatch batch) {
        of(pipeline).getLast().count(batch);
    }

    private List<Place> of(String pipeline) {
        return Objects.requireNonNull(places.get(pipeline));
    }

    /** What each step did, by pipeline and processor as {@code "PIPELINE PROCESSOR"}. */
    Map<String, Report.StepEffect> effects() {
        Map<String, Report.StepEffect> effects = new HashMap<>();
        for (GraphPlan.Pipeline pipeline : plan.pipelines()) {
            List<Place> own = of(pipeline.id());
            for (int i = 0; i < pipeline.processors().size(); i++) {
                effects.put(
                        pipeline.id() + " " + pipeline.processors().get(i),
                        own.get(i).to(own.get(i + 1)));
            }
        }
        return effects;
    }

    /** One place between two processors. */
    private static final class Place {
        private final NewRelicRecord stored = new NewRelicRecord();
        private final LongSet series = new LongSet();
        private final Set<String> metrics = new HashSet<>();
        private final Set<String> labels = new HashSet<>();
        private final Set<String> resourceKeys = new HashSet<>();
        private long billedBytes;

        void count(MetricBatch batch) {
            for (int m = 0; m < batch.metricCount(); m++) {
                MetricInfo metric = batch.metric(m);
                Resource resource = batch.resource(batch.resourceOfMetric(m));
                note(metrics, metric.name());
                long source = mix(metric.hashCode() * 0x9E37_79B9_7F4A_7C15L
                        + resource.hashCode() * 0xC2B2_AE3D_27D4_EB4FL
                        + batch.scope(batch.scopeOfMetric(m)).hashCode());
                boolean isNew = false;
                stored.metric(batch, m);
                for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                    Attributes attributes = batch.attributes(p);
                    billedBytes += stored.point(p);
                    if (series.add(mix(source + attributes.hashCode() * 0x1656_67B1_9E37_79F9L))) {
                        isNew = true;
                        for (int a = 0; a < attributes.size(); a++) {
                            note(labels, metric.name() + "{" + attributes.key(a) + "}");
                        }
                    }
                }
                if (isNew) {
                    for (int a = 0; a < resource.attributes().size(); a++) {
                        note(resourceKeys, resource.attributes().key(a));
                    }
                }
            }
        }

        private static void note(Set<String> names, String name) {
            if (names.size() < NAMES_MAX) {
                names.add(name);
            }
        }

        /** The finalizer of splitmix64. */
        private static long mix(long z) {
            long y = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
            y = (y ^ (y >>> 27)) * 0x94D0_49BB_1331_11EBL;
            return y ^ (y >>> 31);
        }

        Report.StepEffect to(Place after) {
            List<String> lostLabels = new ArrayList<>(without(labels, after.labels));
            // A label goes with its metric: that is said once.
            lostLabels.removeIf(label -> !after.metrics.contains(label.substring(0, label.indexOf('{'))));
            without(resourceKeys, after.resourceKeys).forEach(key -> lostLabels.add("resource{" + key + "}"));
            return new Report.StepEffect(
                    series.size(),
                    after.series.size(),
                    billedBytes,
                    after.billedBytes,
                    without(metrics, after.metrics),
                    List.copyOf(lostLabels),
                    without(after.metrics, metrics));
        }

        private static List<String> without(Set<String> names, Set<String> others) {
            return names.stream()
                    .filter(name -> !others.contains(name))
                    .sorted()
                    .toList();
        }
    }
}
