package phoenix.app.store;

import java.util.Arrays;
import phoenix.experiment.store.TimeWindow;

/**
 * The newest samples of a run, in memory until they are sealed into a segment. Written by one thread; a {@link View} of it may
 * be read by others, for what lies behind its count is never changed.
 */
final class Head {
    private static final int PAGE_BITS = 14;
    private static final int PAGE_SAMPLES = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SAMPLES - 1;

    private Page[] pages = new Page[0];
    private int count;
    private int maxSeries = -1;

    private static final class Page {
        final int[] series = new int[PAGE_SAMPLES];
        final long[] times = new long[PAGE_SAMPLES];
        final double[] values = new double[PAGE_SAMPLES];
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
    }

    void add(int series, long timeMillis, double value) {
        int at = count & PAGE_MASK;
        if (at == 0) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[pages.length - 1] = new Page();
        }
        var page = pages[count >>> PAGE_BITS];
        page.series[at] = series;
        page.times[at] = timeMillis;
        page.values[at] = value;
        page.firstMillis = Math.min(page.firstMillis, timeMillis);
        page.lastMillis = Math.max(page.lastMillis, timeMillis);
        maxSeries = Math.max(maxSeries, series);
        count++;
    }

    int count() {
        return count;
    }

    /** What is in it now. To reach other threads it must be published safely. */
    View view() {
        return new View(pages, count, maxSeries);
    }

    /** The first {@code count} samples of a head. */
    static final class View {
        private final Page[] pages;
        private final int count;
        private final int maxSeries;

        private View(Page[] pages, int count, int maxSeries) {
            this.pages = pages;
            this.count = count;
            this.maxSeries = maxSeries;
        }

        int count() {
            return count;
        }

        /** The samples that are wanted, sorted by series. */
        BySeries bySeries(TimeWindow window, SeriesSelection wanted) {
            var starts = new int[maxSeries + 2];
            int kept = select(window, wanted, (series, index) -> starts[series + 1]++);
            for (int s = 1; s < starts.length; s++) {
                starts[s] += starts[s - 1];
            }
            var order = new int[kept];
            var next = Arrays.copyOf(starts, starts.length);
            select(window, wanted, (series, index) -> order[next[series]++] = index);
            return new BySeries(pages, starts, order);
        }

        private interface Selected {
            void sample(int series, int index);
        }

        private int select(TimeWindow window, SeriesSelection wanted, Selected selected) {
            int kept = 0;
            for (int p = 0; p << PAGE_BITS < count; p++) {
                var page = pages[p];
                int end = Math.min(PAGE_SAMPLES, count - (p << PAGE_BITS));
                if (!window.overlaps(page.firstMillis, page.lastMillis)) {
                    continue;
                }
                for (int i = 0; i < end; i++) {
                    if (window.contains(page.times[i]) && wanted.contains(page.series[i])) {
                        selected.sample(page.series[i], (p << PAGE_BITS) + i);
                        kept++;
                    }
                }
            }
            return kept;
        }
    }

    /** Samples by series, in the order in which they came within each. */
    static final class BySeries {
        private final Page[] pages;
        private final int[] starts;
        private final int[] order;

        private BySeries(Page[] pages, int[] starts, int[] order) {
            this.pages = pages;
            this.starts = starts;
            this.order = order;
        }

        /** The first series from this one on that has samples, or -1. */
        int nextSeries(int from) {
            for (int s = from; s < starts.length - 1; s++) {
                if (starts[s + 1] > starts[s]) {
                    return s;
                }
            }
            return -1;
        }

        int samples(int series) {
            return starts[series + 1] - starts[series];
        }

        void fill(int series, long[] times, double[] values) {
            int to = 0;
            for (int i = starts[series]; i < starts[series + 1]; i++, to++) {
                var page = pages[order[i] >>> PAGE_BITS];
                times[to] = page.times[order[i] & PAGE_MASK];
                values[to] = page.values[order[i] & PAGE_MASK];
            }
        }
    }
}
