package phoenix.engine.exporter.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Exemplar;
import phoenix.metrics.PointBody;
import phoenix.metrics.ValueKind;
import phoenix.metrics.prometheus.LabelSet;

/** The last state of one series. Guarded by the lock of its {@link Accumulator}. */
final class Series {
    final Signature signature;

    /** Null where the resource names no target. */
    final Accumulator.@Nullable TargetInfo target;

    /** Null when the series cannot be shown. */
    final @Nullable LabelSet labels;

    /** Tells which of two series with the same labels came first. */
    final long number;

    @Nullable
    Family family;

    boolean isEmpty = true;
    boolean isRemoved;
    long startTime;
    long time;
    ValueKind kind = ValueKind.NONE;
    long bits;

    @Nullable
    PointBody body;

    List<Exemplar> exemplars = List.of();

    /** When data last came, by the exporter's clock. */
    long updatedMillis;

    Series(Signature signature, Accumulator.@Nullable TargetInfo target, @Nullable LabelSet labels, long number) {
        this.signature = signature;
        this.target = target;
        this.labels = labels;
        this.number = number;
    }

    double value() {
        return switch (kind) {
            case NONE -> 0;
            case INT -> bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
        };
    }
}
