package phoenix.engine.exporter.sending;

import phoenix.metrics.MetricBatch;

/** The points {@code from .. to-1} of a batch that was taken in. */
record Slice(Admission admission, MetricBatch batch, int from, int to) {
    int points() {
        return to - from;
    }

    long estimatedBytes() {
        return admission.estimatedBytes(points());
    }

    Slice first(int points) {
        return new Slice(admission, batch, from, from + points);
    }

    Slice without(int firstPoints) {
        return new Slice(admission, batch, from + firstPoints, to);
    }

    boolean isWholeBatch() {
        return points() == batch.pointCount();
    }
}
