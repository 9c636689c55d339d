package phoenix.engine.receiver.replay;

import java.util.List;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;

/** Moves all times of a batch by the same amount, so that what lies between them stays. A time that is not given stays so. */
final class TimeShift {
    private TimeShift() {}

    static MetricBatch by(long nanos, MetricBatch batch) {
        if (nanos == 0) {
            return batch;
        }
        BatchEditor editor = new BatchEditor(batch);
        for (int p = 0; p < batch.pointCount(); p++) {
            if (batch.timeUnixNano(p) != 0) {
                editor.setTimeUnixNano(p, batch.timeUnixNano(p) + nanos);
            }
            if (batch.startTimeUnixNano(p) != 0) {
                editor.setStartTimeUnixNano(p, batch.startTimeUnixNano(p) + nanos);
            }
            List<Exemplar> exemplars = batch.exemplars(p);
            if (!exemplars.isEmpty()) {
                editor.setExemplars(
                        p, exemplars.stream().map(one -> shifted(one, nanos)).toList());
            }
        }
        return editor.toBatch();
    }

    private static Exemplar shifted(Exemplar one, long nanos) {
        return one.timeUnixNano() == 0
                ? one
                : new Exemplar(
                        one.filteredAttributes(),
                        one.timeUnixNano() + nanos,
                        one.kind(),
                        one.valueBits(),
                        one.traceId(),
                        one.spanId());
    }
}
