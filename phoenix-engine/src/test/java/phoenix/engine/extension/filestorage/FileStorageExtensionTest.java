package phoenix.engine.extension.filestorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storage;
import phoenix.engine.component.StorageSpace;
import phoenix.engine.component.Storages;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;

class FileStorageExtensionTest {
    @TempDir
    Path folder = Path.of("");

    private Storage extension(String settings) throws StartException {
        Diagnostics diagnostics = new Diagnostics();
        FileStorageConfig config = FileStorageConfig.SPEC
                .decode(read(settings, diagnostics), "extensions::file_storage", diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
        ComponentContext context = new ComponentContext(
                "file_storage",
                new VirtualTime(),
                Thread::new,
                new ComponentTelemetry(),
                Map.of(),
                ComponentContext.Delivery.SEND);
        return FileStorageExtension.TYPE.factory().create(config, context);
    }

    private static YamlNode read(String settings, Diagnostics diagnostics) {
        return new YamlReader(diagnostics).read("test.yaml", settings).orElseThrow();
    }

    private static List<String> findings(String settings) {
        Diagnostics diagnostics = new Diagnostics();
        FileStorageConfig.SPEC.decode(read(settings, diagnostics), "extensions::file_storage", diagnostics);
        return diagnostics.all().stream().map(Diagnostic::message).toList();
    }

    @Test
    void defaultsAreTheCollectors() throws StartException {
        assertThat(extension("{}").space("exporter", "otlp_http", "metrics"))
                .isEqualTo(new StorageSpace(
                        Path.of("/var/lib/otelcol/file_storage/exporter_otlp_http__metrics.queue"),
                        false,
                        0,
                        Duration.ofSeconds(1),
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "otlp, exporter_otlp__metrics",
        "otlp_http/backend, exporter_otlp_http_backend_metrics",
        "otlp/a/b, exporter_otlp_a~002Fb_metrics",
        "otlp/größe-1.2, exporter_otlp_gr~00F6~00DFe-1.2_metrics"
    })
    void foldersAreNamedAsTheCollectorNamesItsFiles(String component, String name) {
        assertThat(FileStorageExtension.name("exporter", component, "metrics")).isEqualTo(name);
    }

    @Test
    void longNamesStayDifferent() {
        String one = FileStorageExtension.name("exporter", "otlp/" + "x".repeat(900) + "1", "metrics");
        String other = FileStorageExtension.name("exporter", "otlp/" + "x".repeat(900) + "2", "metrics");
        assertThat(one).hasSizeLessThan(220).isNotEqualTo(other);
    }

    @Test
    void aDirectoryThatIsMissingIsRefusedWithTheWayOut() {
        assertThatThrownBy(() ->
                        extension("directory: " + folder.resolve("no/where")).start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no/where does not exist")
                .hasMessageContaining("create_directory: true");
    }

    @Test
    void aDirectoryIsMadeWhenAskedFor() throws StartException, IOException {
        Path made = folder.resolve("some/where");
        extension("{create_directory: true, directory_permissions: '0700', directory: " + made + "}")
                .start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> extension("directory: " + file).start()).hasMessageContaining("is not a directory");
    }

    @Test
    void settingsAreChecked() {
        assertThat(findings("{create_directory: true, directory_permissions: '0999'}"))
                .singleElement()
                .asString()
                .contains("must be an octal number");
        assertThat(findings("{create_directory: true, directory_permissions: '10750'}"))
                .singleElement()
                .asString()
                .contains("more than the permission bits");
        assertThat(findings("directory_permissions: anything")).isEmpty();
        assertThat(findings("directory: ''")).singleElement().asString().contains("names no directory");
        assertThat(findings("max_size: -1")).singleElement().asString().contains("must");
        assertThat(findings("{fsync: true, timeout: 2s, max_size: 1000000, recreate: true}"))
                .isEmpty();
    }

    @Test
    void compactionIsAcceptedAndReportedAsWithoutEffect() {
        assertThat(findings("""
            compaction:
              on_start: true
              on_rebound: true
              directory: /tmp
              max_transaction_size: 10
              rebound_needed_threshold_mib: 1
              rebound_trigger_threshold_mib: 1
              check_interval: 1s
              cleanup_on_start: true
            """))
                .hasSize(8)
                .allSatisfy(message -> assertThat(message).contains("has no effect here"));
    }

    @Test
    void aGraphBesideAnotherOneHasFoldersOfItsOwnUntilItsEnd() throws Exception {
        Storages storages =
                Storages.ofRun(Map.of("file_storage", extension("directory: " + folder)), "candidate-run-1");
        storages.start();
        StorageSpace space = storages.space("file_storage", "exporter", "otlp", "metrics");
        Files.createDirectory(space.folder());
        Files.createFile(space.folder().resolve("data"));

        assertThat(space.folder()).isEqualTo(folder.resolve("candidate-run-1/exporter_otlp__metrics.queue"));
        storages.shutdown(Duration.ZERO);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoStorageIsNamed() {
        assertThatThrownBy(() -> Storages.NONE.space("health_check", "exporter", "otlp", "metrics"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("health_check is no extension that stores data");
    }
}
