package phoenix.experiment.store;

import phoenix.experiment.Variant;

/**
 * A series in the inventory of a run.
 *
 * @param id names the series within its run, from 0 without holes; stable while the run lives
 * @param extent what the store holds of it
 */
public record SeriesEntry(int id, Variant variant, SeriesOrigin origin, SeriesIdentity identity, Extent extent) {

    /**
     * What the store holds of a series.
     *
     * @param samples number of samples, stale markers included; 0 if the series was announced but never had one
     * @param firstMillis time of the oldest sample, {@link Long#MAX_VALUE} if there is none
     * @param lastMillis time of the newest sample, {@link Long#MIN_VALUE} if there is none
     */
    public record Extent(long samples, long firstMillis, long lastMillis) {
        public static final Extent EMPTY = new Extent(0, Long.MAX_VALUE, Long.MIN_VALUE);

        /** Both together. */
        public Extent plus(Extent other) {
            return new Extent(
                    samples + other.samples,
                    Math.min(firstMillis, other.firstMillis),
                    Math.max(lastMillis, other.lastMillis));
        }
    }
}
