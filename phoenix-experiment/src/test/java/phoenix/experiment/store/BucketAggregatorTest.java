package phoenix.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketAggregatorTest {
    record Shown(int series, long start, int count, double mean, double increase, int resets) {}

    private final List<Shown> shown = new ArrayList<>();

    private BucketAggregator over(long from, long to, long width) {
        return new BucketAggregator(
                new TimeWindow(from, to),
                width,
                (series, start, bucket) -> shown.add(
                        new Shown(series, start, bucket.count(), bucket.mean(), bucket.increase(), bucket.resets())));
    }

    private static void feed(BucketAggregator aggregator, int series, double... timesAndValues) {
        var times = new long[timesAndValues.length / 2];
        var values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) timesAndValues[2 * i];
            values[i] = timesAndValues[2 * i + 1];
        }
        aggregator.samples(series, times, values, 0, times.length);
    }

    @Test
    void cuts_from_the_start_of_the_window_and_leaves_empty_buckets_out() {
        var aggregator = over(1_003, 1_040, 10);
        feed(aggregator, 7, 1_002, 100, 1_003, 1, 1_012, 3, 1_033, 5, 1_039, 7, 1_040, 100);
        aggregator.finish();
        assertThat(shown)
                .extracting(Shown::series, Shown::start, Shown::count, Shown::mean)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(7, 1_003L, 2, 2.0),
                        org.assertj.core.groups.Tuple.tuple(7, 1_033L, 2, 6.0));
        assertThat(aggregator.samplesInWindow()).isEqualTo(4);
        assertThat(aggregator.seriesShown()).isEqualTo(1);
    }

    @Test
    void increase_counts_the_step_over_the_edge_in_the_later_bucket_and_a_reset_as_the_new_value() {
        var aggregator = over(0, 30_000, 10_000);
        feed(aggregator, 0, -5_000, 10, 5_000, 14, 15_000, 15, 16_000, 2, 25_000, 2);
        aggregator.finish();
        assertThat(shown).extracting(Shown::increase).containsExactly(4.0, 3.0, 0.0);
        assertThat(shown).extracting(Shown::resets).containsExactly(0, 1, 0);
    }

    @Test
    void increase_of_a_first_sample_is_unknown_not_zero() {
        var aggregator = over(0, 30_000, 10_000);
        feed(aggregator, 0, 1_000, 10);
        feed(aggregator, 1, 1_000, 10, 2_000, 11);
        aggregator.finish();
        assertThat(shown).extracting(Shown::increase).containsExactly(Double.NaN, 1.0);
    }

    @Test
    void a_step_over_more_than_the_look_back_or_over_a_stale_marker_is_unknown() {
        var aggregator = over(0, 1_000_000, 1_000_000);
        feed(aggregator, 0, 0, 1, 300_000, 2, 600_001, 9);
        feed(aggregator, 1, 0, 1, 1, StaleMarker.VALUE, 2, 9);
        aggregator.finish();
        assertThat(shown).extracting(Shown::increase).containsExactly(1.0, Double.NaN);
        assertThat(shown).extracting(Shown::count).containsExactly(3, 2);
    }

    @Test
    void a_bucket_of_stale_markers_only_is_empty() {
        var aggregator = over(0, 20, 10);
        feed(aggregator, 0, 1, StaleMarker.VALUE, 11, 4);
        aggregator.finish();
        assertThat(shown).extracting(Shown::start).containsExactly(10L);
    }

    @Test
    void samples_may_come_in_pieces() {
        var aggregator = over(0, 20, 10);
        feed(aggregator, 0, 1, 1);
        feed(aggregator, 0, 2, 3, 12, 5);
        aggregator.finish();
        assertThat(shown).extracting(Shown::mean).containsExactly(2.0, 5.0);
        assertThat(shown).extracting(Shown::increase).containsExactly(2.0, 2.0);
    }

    @Test
    void a_window_at_the_ends_of_time_does_not_overflow() {
        var aggregator = over(Long.MAX_VALUE - 5, Long.MAX_VALUE, 10);
        feed(aggregator, 0, 1, 1);
        aggregator.samples(0, new long[] {Long.MAX_VALUE - 1}, new double[] {4}, 0, 1);
        aggregator.finish();
        assertThat(shown).extracting(Shown::start).containsExactly(Long.MAX_VALUE - 5);
        assertThat(BucketAggregator.scanWindow(TimeWindow.ALL)).isEqualTo(TimeWindow.ALL);
        assertThat(BucketAggregator.scanWindow(new TimeWindow(0, 9))).isEqualTo(new TimeWindow(-300_000, 9));
    }

    @Test
    void a_bucket_without_width_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> over(0, 1, 0)).withMessageContaining("0 ms");
    }
}
