package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.T0;
import static phoenix.app.store.ComparisonStoreContract.counter;
import static phoenix.app.store.ComparisonStoreContract.found;
import static phoenix.app.store.ComparisonStoreContract.gauge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.MetricTemporality;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;
import phoenix.experiment.store.StoreProblem;
import phoenix.experiment.store.TimeWindow;

class EmbeddedStoreTest {
    private static final RecordingSettings RUN = RecordingSettings.ofRun("run-1");

    @TempDir
    Path directory;

    private EmbeddedStore store(Executor executor) {
        return new EmbeddedStore(
                directory, () -> Instant.ofEpochMilli(T0), executor, Disk.REAL, new StoreTuning(1_000, 10, 3, 4, 2));
    }

    private static StoreProblem problem(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Unavailable.class);
        return ((Answer.Unavailable<?>) answer).problem();
    }

    @Test
    void an_equal_identity_is_the_same_series_and_another_variant_or_origin_is_not() {
        try (var writer = found(store(Runnable::run).record(RUN))) {
            int id = writer.series(Variant.BASELINE, gauge("g", "a", "1", "b", "2"));
            assertThat(writer.series(Variant.BASELINE, gauge("g", "b", "2", "a", "1")))
                    .isEqualTo(id);
            assertThat(writer.series(Variant.CANDIDATE, gauge("g", "a", "1", "b", "2")))
                    .isNotEqualTo(id);
            assertThat(writer.series(Variant.BASELINE, SeriesOrigin.TELEMETRY, gauge("g", "a", "1", "b", "2")))
                    .isNotEqualTo(id);
            assertThat(writer.series(Variant.BASELINE, counter("g", "a", "1", "b", "2")))
                    .isNotEqualTo(id);
        }
    }

    @Test
    void everything_about_a_series_survives_a_restart() {
        var odd = new SeriesIdentity(
                new MetricDescriptor("http.dauer", "ms", MetricType.HISTOGRAM, MetricTemporality.DELTA, false),
                SeriesPart.BUCKET,
                new SeriesSource(Labels.of("k", "ü\n\"\\", "", "empty key"), "scope", "1.2", Labels.of("s", "")),
                Labels.of(Map.of("le", "+Inf", "日本", "語")),
                new PrometheusSeries("http_dauer_bucket", Labels.of("le", "+Inf")));
        var store = store(Runnable::run);
        int plain;
        try (var writer = found(store.record(RUN))) {
            plain = writer.series(Variant.CANDIDATE, SeriesOrigin.TELEMETRY, odd);
            writer.append(plain, T0, 1);
            writer.series(Variant.BASELINE, gauge("announced.only"));
        }
        var series = found(found(store.open("run-1")).series());
        assertThat(series)
                .first()
                .isEqualTo(new SeriesEntry(
                        plain, Variant.CANDIDATE, SeriesOrigin.TELEMETRY, odd, new SeriesEntry.Extent(1, T0, T0)));
        assertThat(series.getLast().extent()).isEqualTo(SeriesEntry.Extent.EMPTY);
        try (var writer = found(store.record(RUN))) {
            assertThat(writer.series(Variant.CANDIDATE, SeriesOrigin.TELEMETRY, odd))
                    .isEqualTo(plain);
            assertThat(writer.series(Variant.BASELINE, gauge("new"))).isEqualTo(2);
        }
    }

    @Test
    void a_sample_that_is_not_after_the_last_is_dropped_also_after_a_restart() {
        var store = store(Runnable::run);
        try (var writer = found(store.record(RUN))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            assertThat(writer.append(id, T0, 1)).isTrue();
            assertThat(writer.append(id, T0, 2)).isFalse();
            assertThat(writer.append(id, T0 - 1, 2)).isFalse();
            assertThat(writer.status().drops().outOfOrder()).isEqualTo(2);
        }
        try (var writer = found(store.record(RUN))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            assertThat(writer.append(id, T0, 3)).isFalse();
            assertThat(writer.append(id, T0 + 1, 3)).isTrue();
        }
        assertThat(Model.read(found(store.open("run-1")), TimeWindow.ALL).size())
                .isEqualTo(2);
    }

    @Test
    void over_the_limit_of_series_new_ones_are_refused_and_old_ones_go_on() {
        try (var writer = found(store(Runnable::run).record(RUN.withSeriesMax(2)))) {
            int first = writer.series(Variant.BASELINE, gauge("a"));
            writer.series(Variant.BASELINE, gauge("b"));
            int refused = writer.series(Variant.BASELINE, gauge("c"));
            assertThat(refused).isEqualTo(RunWriter.REFUSED);
            assertThat(writer.append(refused, T0, 1)).isFalse();
            assertThat(writer.append(first, T0, 1)).isTrue();
            assertThat(writer.append(77, T0, 1)).isFalse();
            var drops = writer.status().drops();
            assertThat(drops.refusedSeries()).isEqualTo(1);
            assertThat(drops.unknownSeries()).isEqualTo(2);
            assertThat(writer.status().usage().series()).isEqualTo(2);
        }
    }

    @Test
    void an_identity_of_absurd_size_is_refused() {
        try (var writer = found(store(Runnable::run).record(RUN))) {
            var huge = gauge("g", "k", "x".repeat(1 << 20));
            assertThat(writer.series(Variant.BASELINE, huge)).isEqualTo(RunWriter.REFUSED);
        }
    }

    @Test
    void while_the_disk_hangs_nothing_waits_and_what_does_not_fit_is_dropped_and_counted() throws Exception {
        var waiting = new ArrayDeque<Runnable>();
        var store = store(waiting::add);
        var writer = found(store.record(RUN));
        int id = writer.series(Variant.BASELINE, gauge("g"));
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += writer.append(id, T0 + i, i) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(30);
        assertThat(writer.status().drops().overflow()).isEqualTo(70);
        assertThat(writer.flush(Duration.ZERO)).isFalse();
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(writer.append(id, T0 + 200, 1)).isTrue();
        writer.commit();
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(Model.read(writer.reader(), TimeWindow.ALL).size()).isEqualTo(31);
        assertThat(writer.status().writtenSamples()).isEqualTo(31);
    }

    @Test
    void an_executor_that_shuts_down_costs_nothing_that_was_appended() {
        var store = store(task -> {
            throw new RejectedExecutionException();
        });
        try (var writer = found(store.record(RUN))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            writer.append(id, T0, 1);
        }
        assertThat(Model.read(found(store.open("run-1")), TimeWindow.ALL).size())
                .isEqualTo(1);
    }

    @Test
    void a_run_has_one_writer_and_the_second_is_told_who_it_is() {
        var first = store(Runnable::run);
        var second = store(Runnable::run);
        try (var writer = found(first.record(RUN))) {
            assertThat(problem(first.record(RUN)).kind()).isEqualTo(StoreProblem.Kind.LOCKED);
            var problem = problem(second.record(RUN));
            assertThat(problem.kind()).isEqualTo(StoreProblem.Kind.LOCKED);
            assertThat(problem.message()).contains("run-1", "this process");
            assertThat(second.delete("run-1")).isInstanceOf(Deletion.Failed.class);
            // Another run in the same directory is nobody's business.
            found(second.record(RecordingSettings.ofRun("run-2"))).close();
            assertThat(writer.status().problem()).isNull();
            assertThat(problem(second.record(RUN)).kind()).isEqualTo(StoreProblem.Kind.LOCKED);
        }
        found(second.record(RUN)).close();
    }

    @Test
    void another_store_on_the_same_directory_reads_what_is_committed() {
        var writing = store(Runnable::run);
        var reading = store(Runnable::run);
        try (var writer = found(writing.record(RUN))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            writer.append(id, T0, 1);
            writer.commit();
            var reader = found(reading.open("run-1"));
            assertThat(Model.read(reader, TimeWindow.ALL).size()).isEqualTo(1);
            for (int i = 1; i < 5_000; i++) {
                writer.append(id, T0 + i, i);
            }
            writer.commit();
            assertThat(Model.read(reader, TimeWindow.ALL).samples)
                    .isEqualTo(Model.read(writer.reader(), TimeWindow.ALL).samples);
            assertThat(found(reader.usage()).samples()).isEqualTo(5_000);
        }
    }

    @Test
    void readers_see_a_beginning_of_what_is_written_and_never_less_than_before() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = found(new EmbeddedStore(
                            directory,
                            () -> Instant.ofEpochMilli(T0),
                            executor,
                            Disk.REAL,
                            new StoreTuning(500, 16, 1_000, 3, 3))
                    .record(RUN));
            int a = writer.series(Variant.BASELINE, gauge("a"));
            int b = writer.series(Variant.CANDIDATE, gauge("b"));
            var writing = executor.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    writer.append(a, T0 + i, i);
                    writer.append(b, T0 + i, -i);
                    if (i % 100 == 0) {
                        // Holds the writer back to what the disk takes, so that nothing is dropped.
                        assertThat(writer.flush(Duration.ofMinutes(1))).isTrue();
                    }
                }
                return writer.flush(Duration.ofMinutes(1));
            });
            int before = 0;
            boolean ended;
            do {
                ended = writing.isDone();
                var seen = Model.read(writer.reader(), TimeWindow.ALL);
                for (var samples : seen.samples.values()) {
                    for (int i = 0; i < samples.size(); i++) {
                        assertThat(samples.get(i).time()).isEqualTo(T0 + i);
                    }
                }
                assertThat(seen.size()).isGreaterThanOrEqualTo(before);
                before = seen.size();
            } while (!ended);
            assertThat(writing.get()).isTrue();
            assertThat(before).isEqualTo(40_000);
            writer.close();
        }
    }

    @Test
    void a_closed_writer_takes_nothing_and_its_reader_goes_on() {
        var writer = found(store(Runnable::run).record(RUN));
        int id = writer.series(Variant.BASELINE, gauge("g"));
        writer.append(id, T0, 1);
        writer.close();
        writer.close();
        assertThat(writer.append(id, T0 + 1, 1)).isFalse();
        assertThat(writer.status().problem()).isNotNull();
        assertThat(Model.read(writer.reader(), TimeWindow.ALL).size()).isEqualTo(1);
    }

    @Test
    void an_id_that_is_no_run_id_never_becomes_a_path() {
        var store = store(Runnable::run);
        assertThat(store.open("../run-1")).isInstanceOf(Answer.NoData.class);
        assertThat(store.open("")).isInstanceOf(Answer.NoData.class);
        assertThat(store.delete("..")).isInstanceOf(Deletion.NothingThere.class);
    }
}
