package phoenix.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.analysis.Criterion;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.EmbeddedRuntime;
import phoenix.app.embedded.VariantSnapshot;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.evidence.BucketGrid;
import phoenix.experiment.evidence.EvidenceCollector;

/** Figures of a run while it goes on. */
final class RunProgress {
    private final Experiment experiment;
    private final String runId;
    private final EmbeddedRuntime runtime;
    private final ComparisonRecorder recorder;
    private final Comparison comparison;

    RunProgress(
            Experiment experiment,
            String runId,
            EmbeddedRuntime runtime,
            ComparisonRecorder recorder,
            Comparison comparison) {
        this.experiment = experiment;
        this.runId = runId;
        this.runtime = runtime;
        this.recorder = recorder;
        this.comparison = comparison;
    }

    RunPhase phase() {
        BucketGrid grid = comparison.grid();
        if (grid == null || comparison.bucketsClosed() <= grid.warmUpBuckets()) {
            return RunPhase.WARMING_UP;
        }
        return comparison.decidedAt() == null ? RunPhase.RUNNING : RunPhase.DECIDED;
    }

    RunStatus status(RunPhase phase, Duration elapsed) {
        Map<Variant, RunStatus.VariantStatus> variants = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            variants.put(variant, status(variant));
        }
        EvidenceCollector evidence = comparison.evidence();
        return new RunStatus(
                runId,
                phase,
                elapsed,
                experiment.timing().duration(),
                variants,
                evidence == null ? 0 : evidence.bucketsUsed(),
                comparison.judgement(),
                comparison.storeProblem());
    }

    private RunStatus.VariantStatus status(Variant variant) {
        VariantSnapshot snapshot = runtime.snapshot(variant);
        List<ProductionCounts> production = ProductionCounts.of(snapshot);
        return new RunStatus.VariantStatus(
                mean(Criterion.SERIES, variant),
                perMinute(Criterion.DATAPOINTS, variant),
                perMinute(Comparison.WIRE_BYTES, variant),
                perMinute(Comparison.BILLED_BYTES, variant),
                recorder.points(variant),
                production.stream().mapToLong(ProductionCounts::sent).sum(),
                production.stream().mapToLong(ProductionCounts::lost).sum(),
                production.stream().mapToLong(ProductionCounts::held).sum(),
                endpoints(snapshot));
    }

    private double mean(String measure, Variant variant) {
        EvidenceCollector evidence = comparison.evidence();
        return evidence == null ? Double.NaN : evidence.mean(measure, variant);
    }

    private double perMinute(String measure, Variant variant) {
        BucketGrid grid = comparison.grid();
        return grid == null
                ? Double.NaN
                : mean(measure, variant) * 60_000 / Objects.requireNonNull(grid).bucketMillis();
    }

    static List<String> endpoints(VariantSnapshot snapshot) {
        List<String> endpoints = new ArrayList<>();
        snapshot.exporters().forEach((id, exporter) -> {
            var address = exporter.listenAddress();
            if (address instanceof java.net.InetSocketAddress inet) {
                endpoints.add(id + " http://" + host(inet) + ":" + inet.getPort() + "/metrics");
            }
        });
        endpoints.sort(null);
        return endpoints;
    }

    private static String host(java.net.InetSocketAddress address) {
        return address.getAddress() != null && address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getHostString();
    }
}
