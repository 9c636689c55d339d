package phoenix.engine.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.peer.Collector;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.processor.OtlpJson;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;

/** Bytes are those of otelcol 0.159: recorded in {@code corpus.line}, and compared with a real one where there is one. */
class FileExporterTest {
    private static final Path CORPUS = Path.of("src/test/resources/exporters");
    private static final String MEGABYTE = "rotation: {max_megabytes: 1}";

    private final VirtualTime time = new VirtualTime();

    @TempDir
    Path folder = Path.of("");

    @Test
    void writesJsonAsRecorded() throws Exception {
        export("", MetricBatch.EMPTY, corpus());
        assertThat(Files.readString(out())).isEqualTo("{}\n" + Files.readString(CORPUS.resolve("corpus.line")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "format: proto", "compression: zstd", "compression: zstd, format: proto", "rotation: {}"})
    void writesAsTheCollector(String settings) throws Exception {
        Path theirs = folder.resolve("theirs");
        try (Collector collector = Collector.exporting(
                folder, "file", "{path: " + theirs + (settings.isEmpty() ? "" : ", ") + settings + "}")) {
            collector.post(Files.readString(CORPUS.resolve("corpus.json")));
            assertThat(collector.finish()).isEmpty();
        }
        export(settings, corpus());
        assertThat(readable(Files.readAllBytes(out()), settings))
                .isEqualTo(readable(Files.readAllBytes(theirs), settings));
    }

    /** JSON as it is; of protobuf what is in it, for the order of its fields is free; without compression. */
    private static String readable(byte[] file, String settings) throws Exception {
        if (!settings.contains("proto") && !settings.contains("zstd")) {
            return new String(file, StandardCharsets.UTF_8);
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        byte[] message = new byte[buffer.getInt()];
        buffer.get(message);
        assertThat(buffer.hasRemaining()).isFalse();
        if (settings.contains("zstd")) {
            ZstdJavaDecompressor zstd = new ZstdJavaDecompressor();
            byte[] bytes = new byte[Math.toIntExact(zstd.getDecompressedSize(message, 0, message.length))];
            assertThat(zstd.decompress(message, 0, message.length, bytes, 0, bytes.length))
                    .isEqualTo(bytes.length);
            message = bytes;
        }
        return settings.contains("proto")
                ? new String(OtlpJsonEncoder.encode(new OtlpDecoder().decode(message)), StandardCharsets.UTF_8)
                : new String(message, StandardCharsets.UTF_8);
    }

    @Test
    void emptiesTheFileAtTheStartUnlessToldToAppend() throws Exception {
        Files.writeString(out(), "old\n");
        export("append: true", MetricBatch.EMPTY);
        assertThat(out()).hasContent("old\n{}\n");
        export("", MetricBatch.EMPTY);
        assertThat(out()).hasContent("{}\n");
        export("rotation: {}", MetricBatch.EMPTY);
        assertThat(out()).hasContent("{}\n{}\n");
    }

    @Test
    void handsOnWhatItHoldsAfterTheInterval() throws Exception {
        FileExporter exporter = exporter("flush_interval: 5s");
        exporter.start();
        assertThat(exporter.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.ACCEPTED);
        time.advance(Duration.ofSeconds(4));
        assertThat(out()).isEmptyFile();
        time.advance(Duration.ofSeconds(1));
        assertThat(out()).hasContent("{}\n");
        exporter.shutdown(Duration.ZERO);
    }

    @Test
    void beginsANewFileWhenOneIsFullAndKeepsTheNewestOldOnes() throws Exception {
        FileExporter exporter = exporter("rotation: {max_megabytes: 1, max_backups: 2}");
        exporter.start();
        for (int i = 0; i < 8; i++) {
            assertThat(exporter.consume(large())).isEqualTo(Outcome.ACCEPTED);
            time.advance(Duration.ofSeconds(1));
        }
        exporter.shutdown(Duration.ZERO);
        assertThat(names())
                .containsExactly(
                        "out-2026-01-01T00-00-04.000-size.json", "out-2026-01-01T00-00-06.000-size.json", "out.json");
        assertThat(Files.size(out())).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void deletesOldFilesByAge() throws Exception {
        Files.writeString(folder.resolve("out-2025-12-29T23-59-59.999-size.json"), "too old");
        Files.writeString(folder.resolve("out-2025-12-30T00-00-01.000.json"), "of an older version");
        Files.writeString(folder.resolve("out-other.json"), "not ours");
        export("rotation: {max_days: 2}", MetricBatch.EMPTY);
        assertThat(names()).containsExactly("out-2025-12-30T00-00-01.000-size.json", "out-other.json", "out.json");
    }

    @Test
    void refusesAMessageThatIsLargerThanAFile() throws Exception {
        FileExporter exporter = exporter(MEGABYTE);
        exporter.start();
        MetricBatch twice = new BatchBuilder()
                .append(large())
                .append(large())
                .append(large())
                .build();
        assertThat(exporter.consume(twice)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.retryable()).isTrue();
            assertThat(refused.reason()).contains("larger than a whole file");
        });
        exporter.shutdown(Duration.ZERO);
    }

    @Test
    void writesAFileForEachValueOfAnAttribute() throws Exception {
        FileExporter exporter = new FileExporter(
                config("path: " + folder.resolve("g/*.json")
                        + ", group_by: {enabled: true, resource_attribute: tenant, max_open_files: 1}"),
                context());
        exporter.start();
        MetricBatch batch = new BatchBuilder()
                .append(of("a"))
                .append(of("b/c"))
                .append(of("a"))
                .append(of("../../../../etc/x"))
                .resource(Resource.EMPTY)
                .build();
        assertThat(exporter.consume(batch)).isEqualTo(Outcome.ACCEPTED);
        exporter.shutdown(Duration.ZERO);
        try (Stream<Path> files = Files.walk(folder.resolve("g"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .sorted())
                    .containsExactly("g/a.json", "g/b/c.json", "g/etc/x.json");
        }
        assertThat(Files.readString(folder.resolve("g/a.json")).split("tenant", -1))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "/data/, ../etc/my_config, /data/etc/my_config.json",
        "/data/, ../../etc, /data/etc.json",
        "/data/, ./a, /data/a.json",
        "/data/x, /../y, /data/x/y.json",
        "/data/x, y, /data/xy.json",
        "./d/, a/b, d/a/b.json",
    })
    void keepsPathsBelowThePrefix(String prefix, String value, String path) {
        assertThat(new GroupPaths(prefix, ".json").of(value)).isEqualTo(path);
    }

    @Test
    void makesFoldersWhenTold() throws Exception {
        Path deep = folder.resolve("x/y/out.json");
        FileExporter without = new FileExporter(config("path: " + deep), context());
        assertThatThrownBy(without::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("create_directory")
                .hasMessageContaining(deep.toString());
        FileExporter with = new FileExporter(
                config("path: " + deep + ", create_directory: true, directory_permissions: '0700'"), context());
        with.start();
        with.shutdown(Duration.ZERO);
        assertThat(deep).exists();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("x"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{path: ''}",
                "{path: x, append: true, rotation: {}}",
                "{path: x, format: JSON}",
                "{path: x, compression: gzip}",
                "{path: x, compression: none}",
                "{path: x, flush_interval: -1s}",
                "{path: x, group_by: {enabled: true}}",
                "{path: '*x', group_by: {enabled: true}}",
                "{path: 'x*', group_by: {enabled: true, resource_attribute: ''}}",
                "{path: 'x*', group_by: {enabled: true, max_open_files: 0}}",
                "{path: x, directory_permissions: '0777'}",
                "{path: x, create_directory: true, directory_permissions: '01777'}",
                "{path: x, create_directory: true, directory_permissions: 'rwx'}",
                "{path: x, encoding: otlp}",
            })
    void refusesWhatTheCollectorRefuses(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(new YamlReader(diagnostics)
                        .read("test.yaml", yaml)
                        .flatMap(node -> FileConfig.SPEC.decode(node, "exporters::file", diagnostics)))
                .isEmpty();
        assertThat(diagnostics.errors()).isNotEmpty();
    }

    private static MetricBatch of(String tenant) {
        return new BatchBuilder()
                .resource(Resource.of(Attributes.of("tenant", tenant)))
                .build();
    }

    /** About 0.4 MB of JSON. */
    private static MetricBatch large() {
        BatchBuilder builder = new BatchBuilder();
        builder.resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("g", "", ""));
        Attributes attributes = Attributes.of("k", "v".repeat(4000));
        for (int i = 0; i < 100; i++) {
            builder.intPoint(attributes, 0, 1, i);
        }
        return builder.build();
    }

    private Path out() {
        return folder.resolve("out.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static MetricBatch corpus() throws IOException {
        return OtlpJson.read(Files.readString(CORPUS.resolve("corpus.json")));
    }

    private void export(String settings, MetricBatch... batches) throws StartException {
        FileExporter exporter = exporter(settings);
        exporter.start();
        for (MetricBatch batch : batches) {
            assertThat(exporter.consume(batch)).isEqualTo(Outcome.ACCEPTED);
        }
        exporter.shutdown(Duration.ZERO);
    }

    private FileExporter exporter(String settings) {
        return new FileExporter(config("path: " + out() + (settings.isEmpty() ? "" : ", ") + settings), context());
    }

    private ComponentContext context() {
        return new ComponentContext(
                "file", time, Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
    }

    private static FileConfig config(String fields) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("test.yaml", "{" + fields + "}")
                .flatMap(node -> FileConfig.SPEC.decode(node, "exporters::file", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
    }
}
