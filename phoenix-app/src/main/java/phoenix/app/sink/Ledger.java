package phoenix.app.sink;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import phoenix.engine.backend.NewRelicLimits;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;

/** All counts of the stand-in. Thread-safe. */
final class Ledger {
    private static final String VARIANT_ATTRIBUTE = "phoenix.variant";
    private static final int VARIANTS_MAX = 16;
    private static final String OTHER = "(others)";

    private final boolean accountPoints;
    private final Map<String, VariantLedger> variants = new HashMap<>();
    private final Map<String, Long> refused = new TreeMap<>();

    Ledger(boolean accountPoints) {
        this.accountPoints = accountPoints;
    }

    synchronized void refused(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    synchronized void fault(String listener, String fault) {
        variant(listener).fault(fault);
    }

    /** Books a request that was accepted: each resource for the variant that marks it, else for the listener's. */
    synchronized void book(String listener, MetricBatch batch, long wireBytes, long uncompressedBytes, Instant now) {
        Map<String, BatchBuilder> parts = new TreeMap<>();
        for (int r = 0; r < batch.resourceCount(); r++) {
            String mark = batch.resource(r).attributes().getString(VARIANT_ATTRIBUTE);
            BatchBuilder part = parts.computeIfAbsent(mark == null ? listener : mark, _ -> new BatchBuilder());
            part.resource(batch.resource(r));
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                part.scope(batch.scope(s));
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    part.metric(batch.metric(m)).points(batch, batch.pointStart(m), batch.pointEnd(m));
                }
            }
        }
        long pointsAll = Math.max(1, batch.pointCount());
        parts.forEach((name, builder) -> {
            MetricBatch part = builder.build();
            VariantLedger ledger = variant(name);
            ledger.request(
                    wireBytes * part.pointCount() / pointsAll, uncompressedBytes * part.pointCount() / pointsAll);
            for (int m = 0; m < part.metricCount(); m++) {
                ledger.metric(part, m);
            }
            NewRelicLimits.check(part, now, (category, message) -> ledger.fault(category + ": " + message));
        });
    }

    private VariantLedger variant(String name) {
        boolean known = variants.size() < VARIANTS_MAX || variants.containsKey(name);
        return variants.computeIfAbsent(known ? name : OTHER, _ -> new VariantLedger(accountPoints));
    }

    synchronized SinkSnapshot snapshot() {
        Map<String, SinkSnapshot.VariantCounts> counts = new TreeMap<>();
        variants.forEach((name, ledger) -> counts.put(name, ledger.counts()));
        return new SinkSnapshot(counts, new TreeMap<>(refused));
    }
}
