package phoenix.experiment.store;

/**
 * Makes {@link Bucket buckets} of samples, for stores that have samples only. Feed it a scan of {@link #scanWindow}, then call
 * {@link #finish}. One object serves one scan, in one thread.
 */
public final class BucketAggregator implements SampleVisitor {
    private static final int NO_SERIES = -1;

    private final TimeWindow window;
    private final long bucketMillis;
    private final BucketVisitor visitor;
    private final Accumulator bucket = new Accumulator();

    private int series = NO_SERIES;
    private long bucketStartMillis;
    private long bucketEndMillis;
    private boolean hasPrevious;
    private long previousMillis;
    private double previous;
    private int seriesShown;
    private boolean shown;
    private long samples;

    /**
     * Prepares a scan.
     *
     * @param window what is cut into buckets; both its ends are far from the ends of time
     * @throws IllegalArgumentException if the width of a bucket is under 1 ms
     */
    public BucketAggregator(TimeWindow window, long bucketMillis, BucketVisitor visitor) {
        if (bucketMillis < 1) {
            throw new IllegalArgumentException("a bucket of " + bucketMillis + " ms");
        }
        this.window = window;
        this.bucketMillis = bucketMillis;
        this.visitor = visitor;
    }

    /** The window and the samples before it that the first steps need. */
    public static TimeWindow scanWindow(TimeWindow window) {
        long from = window.fromMillis();
        return new TimeWindow(
                Math.min(from, Math.max(from, Long.MIN_VALUE + RunReader.LOOKBACK_MILLIS) - RunReader.LOOKBACK_MILLIS),
                window.toMillis());
    }

    @Override
    public void samples(int nextSeries, long[] timesMillis, double[] values, int from, int to) {
        if (nextSeries != series) {
            emit();
            series = nextSeries;
            hasPrevious = false;
            shown = false;
            bucketStartMillis = window.fromMillis();
            bucketEndMillis = window.fromMillis();
        }
        for (int i = from; i < to; i++) {
            sample(timesMillis[i], values[i]);
        }
    }

    private void sample(long timeMillis, double value) {
        if (window.contains(timeMillis)) {
            samples++;
            if (timeMillis >= bucketEndMillis) {
                emit();
                startBucket(timeMillis);
            }
            if (!StaleMarker.is(value)) {
                boolean step = hasPrevious && timeMillis - previousMillis <= RunReader.LOOKBACK_MILLIS;
                bucket.add(value, step, previous);
            }
        }
        hasPrevious = !StaleMarker.is(value);
        previous = value;
        previousMillis = timeMillis;
    }

    private void startBucket(long timeMillis) {
        // Most often the next bucket; dividing costs more than all the rest.
        boolean next = timeMillis - bucketEndMillis < bucketMillis && bucketEndMillis > bucketStartMillis;
        bucketStartMillis = next ? bucketEndMillis : timeMillis - (timeMillis - window.fromMillis()) % bucketMillis;
        bucketEndMillis = bucketStartMillis > window.toMillis() - bucketMillis
                ? window.toMillis()
                : bucketStartMillis + bucketMillis;
    }

    private void emit() {
        if (bucket.count > 0) {
            visitor.bucket(series, bucketStartMillis, bucket);
            bucket.clear();
            if (!shown) {
                shown = true;
                seriesShown++;
            }
        }
    }

    /** Shows the last bucket. */
    public void finish() {
        emit();
    }

    /** Series of which a bucket was shown. */
    public int seriesShown() {
        return seriesShown;
    }

    /** Samples inside the window so far. */
    public long samplesInWindow() {
        return samples;
    }

    private static final class Accumulator implements Bucket {
        private int count;
        private double sum;
        private double min;
        private double max;
        private double first;
        private double last;
        private double increase;
        private int steps;
        private int resets;

        void clear() {
            count = 0;
            sum = 0;
            increase = 0;
            steps = 0;
            resets = 0;
        }

        void add(double value, boolean step, double previous) {
            if (count++ == 0) {
                first = value;
                min = value;
                max = value;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            last = value;
            sum += value;
            if (step) {
                boolean reset = value < previous;
                increase += reset ? value : value - previous;
                resets += reset ? 1 : 0;
                steps++;
            }
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public double sum() {
            return sum;
        }

        @Override
        public double min() {
            return min;
        }

        @Override
        public double max() {
            return max;
        }

        @Override
        public double first() {
            return first;
        }

        @Override
        public double last() {
            return last;
        }

        @Override
        public double increase() {
            return steps == 0 ? Double.NaN : increase;
        }

        @Override
        public int steps() {
            return steps;
        }

        @Override
        public int resets() {
            return resets;
        }
    }
}
