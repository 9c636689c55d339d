package phoenix.engine.receiver.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;

class JsonFileReceiverTest {
    private static final Duration POLL = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    private static String line(double value) {
        return new String(OtlpJsonEncoder.encode(ReplayFixture.batch(1, value)), StandardCharsets.UTF_8) + "\n";
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, text);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    private ReplayFixture follow(String pattern, String more) throws StartException {
        return new ReplayFixture(JsonFileReceiver.TYPE, "{include: [\"" + folder + "/" + pattern + "\"]" + more + "}");
    }

    @Test
    void filesAreFollowedFromTheirEndAndNewOnesFromTheirBeginning() throws Exception {
        write("a.json", line(1));
        try (ReplayFixture replay = follow("*.json", "").start()) {
            poll(replay);
            append("a.json", line(2));
            write("b.json", line(3) + line(4));
            write("c.txt", line(9));
            poll(replay);
            assertThat(new double[] {replay.nextValue(), replay.nextValue(), replay.nextValue()})
                    .containsExactly(2, 3, 4);
            assertThat(replay.batches).isEmpty();
        }
    }

    /** One poll, from its tick to its end. */
    private static void poll(ReplayFixture replay) {
        JsonFileReceiver receiver = (JsonFileReceiver) replay.receiver;
        long before = receiver.polls();
        replay.time.advance(POLL);
        long end = System.nanoTime() + ReplayFixture.LIMIT.toNanos();
        while (receiver.polls() == before) {
            assertThat(System.nanoTime()).as("a poll in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aFileThatWasEmptiedOrExchangedIsReadFromItsBeginning() throws Exception {
        write("a.json", line(1) + line(2));
        try (ReplayFixture replay = follow("a.json", ", start_at: beginning").start()) {
            poll(replay);
            replay.next();
            replay.next();
            write("a.json", line(3));
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(3);
            write("a.json", line(40) + line(50) + line(60));
            poll(replay);
            assertThat(replay.nextValue())
                    .as("not a part of the file in place of another")
                    .isEqualTo(40);
            assertThat(replay.nextValue()).isEqualTo(50);
        }
    }

    @Test
    void aLineWithoutItsEndCountsAfterAWhile() throws Exception {
        String line = line(2);
        write("a.json", line(1) + line.substring(0, 20));
        try (ReplayFixture replay = follow("a.json", ", start_at: beginning").start()) {
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(1);
            append("a.json", line.substring(20, line.length() - 1));
            poll(replay); // sees it grown, and waits
            poll(replay);
            poll(replay);
            assertThat(replay.batches).isEmpty();
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(2);
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_MALFORMED_LINES))
                    .isZero();
        }
    }

    @Test
    void linesThatAreNoMetricsAreCountedAndLeftOut() throws Exception {
        write(
                "a.json",
                "nonsense\n\n{}\n{\"resourceLogs\":[]}\n" + line(1) + "{\"resourceMetrics\":[{" + " ".repeat(5000)
                        + "}]}\n" + line(2));
        try (ReplayFixture replay =
                follow("a.json", ", start_at: beginning, max_log_size: 4KiB").start()) {
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(1);
            assertThat(replay.nextValue()).isEqualTo(2);
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_MALFORMED_LINES))
                    .isEqualTo(2);
            assertThat(replay.telemetry.problem()).contains("a.json: a line is not OTLP metrics");
        }
    }

    @Test
    void replayFileReadsAllOfItAtEachPoll() throws Exception {
        write("a.json", line(1));
        try (ReplayFixture replay =
                follow("a.json", ", replay_file: true, start_at: beginning").start()) {
            for (int i = 0; i < 3; i++) {
                poll(replay);
                assertThat(replay.nextValue()).isEqualTo(1);
            }
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(out)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void compressedFilesAreRead() throws Exception {
        Path file = Files.write(folder.resolve("a.json.gz"), gzip(line(1)));
        write("b.json", line(2));
        try (ReplayFixture replay =
                follow("*", ", compression: auto, start_at: beginning").start()) {
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(1);
            assertThat(replay.nextValue()).isEqualTo(2);
            Files.write(file, gzip(line(3)), StandardOpenOption.APPEND);
            poll(replay);
            assertThat(replay.nextValue()).isEqualTo(3);
        }
    }

    @Test
    void whatIsRefusedIsOfferedAgain() throws Exception {
        write("a.json", line(1) + line(2));
        try (ReplayFixture replay = follow("a.json", ", start_at: beginning, poll_interval: 1h")) {
            replay.pipeline = _ -> Outcome.retryable("full");
            replay.start();
            replay.time.advance(Duration.ofHours(1));
            assertThat(replay.nextValue()).isEqualTo(1);
            replay.time.awaitTimers(2);
            replay.pipeline = _ -> Outcome.ACCEPTED;
            replay.time.advance(Duration.ofSeconds(1));
            assertThat(replay.nextValue()).isEqualTo(1);
            assertThat(replay.nextValue()).isEqualTo(2);
            assertThat(replay.telemetry.get(MetricNames.RECEIVER_LOST)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        *.json       | a.json
        **/*.json    | a.json d/b.json d/e/c.json
        d/**/*.json  | d/b.json d/e/c.json
        d/*          | d/b.json d/x.txt
        {a,x}.json   | a.json
        d/[a-b].json | d/b.json
        d/b.json     | d/b.json
        no/*.json    |
        """)
    void patternsFindFiles(String pattern, String expected) throws IOException {
        for (String name : new String[] {"a.json", "d/b.json", "d/e/c.json", "d/x.txt"}) {
            write(name, "");
        }
        Set<Path> files = new TreeSet<>();
        FilePattern.of(folder + "/" + pattern).addTo(files, 100);
        assertThat(files.stream().map(file -> folder.relativize(file).toString()))
                .containsExactly(expected == null ? new String[0] : expected.split(" "));
    }

    private static Diagnostics decode(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        new YamlReader(diagnostics)
                .read("collector.yaml", yaml)
                .ifPresent(node -> JsonFileConfig.SPEC.decode(node, "receivers::otlp_json_file", diagnostics));
        return diagnostics;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                        | names no file
        {include: ["a["]}                         | is not a pattern of paths
        {include: [a], start_at: middle}          | start_at
        {include: [a], max_log_size: 1TiB}        | at most 32MiB
        {include: [a], max_log_size: big}         | not a size such as 16MiB
        {include: [a], encoding: utf-16}          | OTLP's JSON has no other
        {include: [a], storage: file_storage}     | positions are not kept
        {include: [a], delete_after_read: true}   | files are only read
        {include: [a], poll_interval: 0s}         | more than 0s
        """)
    void whatIsWrongIsSaid(String yaml, String message) {
        assertThat(decode(yaml).errors())
                .anySatisfy(error -> assertThat(error.message()).contains(message));
    }

    @Test
    void whatHasNoEffectIsSaid() {
        Diagnostics diagnostics = decode("{include: [a], include_file_name: true, max_concurrent_files: 8}");
        assertThat(diagnostics.errors()).isEmpty();
        assertThat(diagnostics.all()).extracting(Diagnostic::message).hasSize(2);
    }
}
