package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.ComparisonStore;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;
import phoenix.experiment.store.StaleMarker;
import phoenix.experiment.store.TimeWindow;

/** What every comparison store must do, whoever writes the samples. */
abstract class ComparisonStoreContract {
    /** Where the tests' times begin; whole seconds, so that stores of another resolution agree. */
    static final long T0 = 1_790_000_000_000L;

    static final String RUN = "drop-idle-20261123T120000Z-ab12";

    /** Samples of a series, for a store to take in whatever way it does. */
    record Given(Variant variant, SeriesIdentity identity, long[] times, double[] values) {}

    /** The store under test; the same one until {@link #restart}. */
    abstract ComparisonStore store();

    /** Brings samples into the store and waits until they are readable. Called again, it goes on with the run. */
    abstract void give(String runId, List<Given> series);

    /** Ends the recording of a run, if there is one. */
    abstract void end(String runId);

    /** Ends the store and begins again on the same data. */
    abstract void restart();

    /** Makes the store unable to answer for a run. */
    abstract void breakRun(String runId);

    static SeriesIdentity gauge(String name, String... attributes) {
        return named(MetricDescriptor.gauge(name, "1"), attributes);
    }

    static SeriesIdentity counter(String name, String... attributes) {
        return named(MetricDescriptor.counter(name, "By"), attributes);
    }

    private static SeriesIdentity named(MetricDescriptor metric, String... attributes) {
        var source = SeriesSource.ofResource(Labels.of("host.name", "web-1"));
        var labels = new TreeMap<>(Map.of("host_name", "web-1"));
        Labels.of(attributes).forEach(labels::put);
        var prometheus = new PrometheusSeries("phoenix_" + metric.name().replace('.', '_'), Labels.of(labels));
        return new SeriesIdentity(metric, SeriesPart.VALUE, source, Labels.of(attributes), prometheus);
    }

    static Given given(Variant variant, SeriesIdentity identity, double... secondsAndValues) {
        var times = new long[secondsAndValues.length / 2];
        var values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = T0 + (long) (1000 * secondsAndValues[2 * i]);
            values[i] = secondsAndValues[2 * i + 1];
        }
        return new Given(variant, identity, times, values);
    }

    static TimeWindow seconds(double from, double to) {
        return new TimeWindow(T0 + (long) (1000 * from), T0 + (long) (1000 * to));
    }

    static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.NoData<T>(String explanation) -> throw new AssertionError("no data: " + explanation);
            case Answer.Unavailable<T>(var problem) -> throw new AssertionError("unavailable: " + problem);
        };
    }

    RunReader reader(String runId) {
        return found(store().open(runId));
    }

    /** The samples of a scan as text, by variant and metric. */
    static Map<String, List<String>> samples(RunReader reader, TimeWindow window, Predicate<SeriesEntry> which) {
        var names = new TreeMap<Integer, String>();
        found(reader.series()).forEach(entry -> names.put(entry.id(), name(entry)));
        var samples = new TreeMap<String, List<String>>();
        var answer = reader.scan(window, which, (series, times, values, from, to) -> {
            var list = samples.computeIfAbsent(String.valueOf(names.get(series)), name -> new ArrayList<>());
            for (int i = from; i < to; i++) {
                list.add((times[i] - T0) / 1000.0 + "=" + (StaleMarker.is(values[i]) ? "stale" : values[i]));
            }
        });
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return samples;
    }

    static String name(SeriesEntry entry) {
        return entry.variant().label()
                + " "
                + entry.identity().prometheus().name()
                + entry.identity().attributes();
    }

    static final Predicate<SeriesEntry> EVERY = entry -> true;

    @Test
    void samples_come_back_by_variant_and_window() {
        give(
                RUN,
                List.of(
                        given(Variant.BASELINE, gauge("load"), 0, 1, 1, 2.5, 2, -3),
                        given(Variant.CANDIDATE, gauge("load"), 0, 1, 1, 2.25)));
        assertThat(samples(reader(RUN), seconds(0, 60), EVERY))
                .isEqualTo(Map.of(
                        "baseline phoenix_load{}", List.of("0.0=1.0", "1.0=2.5", "2.0=-3.0"),
                        "candidate phoenix_load{}", List.of("0.0=1.0", "1.0=2.25")));
        assertThat(samples(reader(RUN), seconds(1, 2), entry -> entry.variant() == Variant.BASELINE))
                .isEqualTo(Map.of("baseline phoenix_load{}", List.of("1.0=2.5")));
    }

    @Test
    void the_inventory_names_every_series_once_with_what_there_is_of_it() {
        give(
                RUN,
                List.of(
                        given(Variant.BASELINE, counter("io", "direction", "read"), 0, 1, 5, 2),
                        given(Variant.BASELINE, counter("io", "direction", "write"), 5, 9),
                        given(Variant.CANDIDATE, counter("io", "direction", "read"), 0, 1)));
        var series = found(reader(RUN).series());
        assertThat(series)
                .extracting(ComparisonStoreContract::name)
                .containsExactlyInAnyOrder(
                        "baseline phoenix_io{direction=\"read\"}",
                        "baseline phoenix_io{direction=\"write\"}",
                        "candidate phoenix_io{direction=\"read\"}");
        assertThat(series).extracting(SeriesEntry::id).doesNotHaveDuplicates();
        var read =
                series.stream().filter(entry -> entry.extent().samples() == 2).findFirst();
        assertThat(read).isPresent();
        assertThat(read.get().extent()).isEqualTo(new SeriesEntry.Extent(2, T0, T0 + 5_000));
        assertThat(read.get().identity().prometheus().labels())
                .isEqualTo(Labels.of("direction", "read", "host_name", "web-1"));
    }

    @Test
    void buckets_of_both_variants_begin_at_the_same_times() {
        give(
                RUN,
                List.of(
                        given(Variant.BASELINE, counter("n"), 0, 10, 10, 14, 20, 18, 30, 3),
                        given(Variant.CANDIDATE, counter("n"), 1, 10, 11, 12, 31, 20)));
        var shown = new TreeMap<String, List<String>>();
        var reader = reader(RUN);
        for (var variant : Variant.values()) {
            var answer = reader.buckets(
                    seconds(5, 35),
                    10_000,
                    entry -> entry.variant() == variant,
                    (series, start, bucket) -> shown.computeIfAbsent(variant.label(), name -> new ArrayList<>())
                            .add((start - T0) / 1000 + ": n=" + bucket.count() + " last=" + bucket.last() + " +"
                                    + bucket.increase() + " resets=" + bucket.resets()));
            assertThat(found(answer).series()).isEqualTo(1);
        }
        assertThat(shown.get("baseline"))
                .containsExactly(
                        "5: n=1 last=14.0 +4.0 resets=0",
                        "15: n=1 last=18.0 +4.0 resets=0",
                        "25: n=1 last=3.0 +3.0 resets=1");
        assertThat(shown.get("candidate"))
                .containsExactly("5: n=1 last=12.0 +2.0 resets=0", "25: n=1 last=20.0 +8.0 resets=0");
    }

    @Test
    void a_gap_and_the_end_of_a_series_are_seen() {
        give(RUN, List.of(given(Variant.BASELINE, gauge("g"), 0, 1, 1, StaleMarker.VALUE, 600, 2)));
        assertThat(samples(reader(RUN), seconds(0, 700), EVERY).get("baseline phoenix_g{}"))
                .containsExactly("0.0=1.0", "1.0=stale", "600.0=2.0");
        var starts = new ArrayList<Long>();
        found(reader(RUN)
                .buckets(seconds(0, 700), 1_000, EVERY, (series, start, bucket) -> starts.add((start - T0) / 1000)));
        assertThat(starts).containsExactly(0L, 600L);
    }

    @Test
    void nothing_there_is_no_data_and_never_zero() {
        assertThat(store().open(RUN)).isInstanceOf(Answer.NoData.class);
        give(RUN, List.of(given(Variant.BASELINE, gauge("g"), 0, 1)));
        var reader = reader(RUN);
        assertThat(reader.scan(seconds(1, 9), EVERY, (series, times, values, from, to) -> {}))
                .isInstanceOf(Answer.NoData.class);
        assertThat(reader.scan(seconds(0, 9), entry -> false, (series, times, values, from, to) -> {}))
                .isInstanceOf(Answer.NoData.class);
        assertThat(reader.buckets(seconds(1, 9), 1_000, EVERY, (series, start, bucket) -> {}))
                .isInstanceOf(Answer.NoData.class);
    }

    @Test
    void a_store_that_cannot_answer_says_so() {
        give(RUN, List.of(given(Variant.BASELINE, gauge("g"), 0, 1)));
        end(RUN);
        breakRun(RUN);
        var answer = store().open(RUN).flatMap(RunReader::series);
        assertThat(answer).isInstanceOf(Answer.Unavailable.class);
        assertThat(((Answer.Unavailable<?>) answer).problem().remedy()).isNotBlank();
    }

    @Test
    void a_restart_keeps_everything_and_the_run_goes_on() {
        give(RUN, List.of(given(Variant.BASELINE, counter("n"), 0, 1, 1, 2)));
        int id = found(reader(RUN).series()).getFirst().id();
        restart();
        assertThat(samples(reader(RUN), seconds(0, 9), EVERY).get("baseline phoenix_n{}"))
                .containsExactly("0.0=1.0", "1.0=2.0");
        give(RUN, List.of(given(Variant.BASELINE, counter("n"), 2, 3), given(Variant.CANDIDATE, counter("n"), 2, 5)));
        assertThat(samples(reader(RUN), seconds(0, 9), EVERY).get("baseline phoenix_n{}"))
                .containsExactly("0.0=1.0", "1.0=2.0", "2.0=3.0");
        assertThat(found(reader(RUN).series()))
                .hasSize(2)
                .extracting(SeriesEntry::id)
                .contains(id);
    }

    @Test
    void runs_are_kept_apart_and_deleted_one_by_one() {
        var other = "other-20261123T120000Z-cd34";
        give(RUN, List.of(given(Variant.BASELINE, gauge("g"), 0, 1)));
        give(other, List.of(given(Variant.BASELINE, gauge("g"), 0, 2)));
        assertThat(found(store().runs())).containsExactly(RUN, other);
        assertThat(found(reader(RUN).usage()).bytesOnDisk()).isPositive();
        end(RUN);
        assertThat(store().delete(RUN)).isInstanceOf(Deletion.Deleted.class);
        assertThat(store().delete(RUN)).isInstanceOf(Deletion.NothingThere.class);
        assertThat(store().open(RUN)).isInstanceOf(Answer.NoData.class);
        assertThat(found(store().runs())).containsExactly(other);
        assertThat(samples(reader(other), seconds(0, 9), EVERY).get("baseline phoenix_g{}"))
                .containsExactly("0.0=2.0");
    }
}
