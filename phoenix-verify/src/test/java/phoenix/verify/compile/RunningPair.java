package phoenix.verify.compile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import phoenix.app.sink.Sink;
import phoenix.app.sink.SinkSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.compile.otelcol.Page;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;

/** A baseline and a candidate of one configuration in two real collectors, and a backend that both send to. */
final class RunningPair implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(45);

    final Sink backend;
    final HttpClient client = HttpClient.newHttpClient();
    private final Map<CompiledFor, Compiled> compiled = new EnumMap<>(CompiledFor.class);
    private final Map<CompiledFor, YamlMapping> resolved = new EnumMap<>(CompiledFor.class);
    private final Map<CompiledFor, RealProcess> processes = new EnumMap<>(CompiledFor.class);

    RunningPair(Path otelcol, String name, Path folder) throws IOException {
        backend = Sink.start(
                SinkSettings.DEFAULT,
                Map.of("unmarked", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                InstantSource.system(),
                Thread.ofVirtual().name("backend-", 0).factory());
        String url = "http://127.0.0.1:" + backend.address("unmarked").getPort();
        try {
            Map<String, String> environment = Corpus.environment(FreePort.several(6), folder);
            for (CompiledFor variant : CompiledFor.values()) {
                start(otelcol, name, variant, url, environment, folder);
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void start(
            Path otelcol, String name, CompiledFor variant, String url, Map<String, String> environment, Path folder)
            throws IOException {
        Compiled result = Corpus.compile(name, more(name), environment, Corpus.settings(variant, Optional.of(url)));
        compiled.put(variant, result);
        Path config = Files.writeString(folder.resolve(variant + ".yaml"), result.config());
        resolved.put(
                variant,
                new ConfigLoader(new LoadSettings(environment, Corpus.folder(name)), new Diagnostics())
                        .load(List.of(config.toString()), List.of())
                        .orElseThrow());
        processes.put(
                variant,
                RealProcess.start(
                        List.of(otelcol.toString(), "--config", config.toString()), Corpus.folder(name), environment));
    }

    /** The default port of own telemetry may be taken on a machine that runs tests. */
    private static List<String> more(String name) throws IOException {
        String text =
                Files.readString(Corpus.folder(name).resolve(Corpus.files(name).getFirst()));
        return text.contains("readers:") || text.contains(":8888")
                ? List.of()
                : List.of("yaml:service::telemetry::metrics::readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1,"
                        + " port: \"${env:TELEMETRY}\"}}}}]");
    }

    List<Page> pages(CompiledFor variant) {
        return java.util.Objects.requireNonNull(compiled.get(variant)).pages();
    }

    YamlMapping config(CompiledFor variant) {
        return java.util.Objects.requireNonNull(resolved.get(variant));
    }

    /** Where a variant's otlp receiver takes HTTP; empty where it has none. */
    Optional<String> otlpHttp(CompiledFor variant) {
        return config(variant)
                .at("receivers", "otlp", "protocols", "http", "endpoint")
                .map(RunningPair::text);
    }

    /** Addresses of the variant's own telemetry and of its prometheus exporters, by what they are. */
    String telemetry(CompiledFor variant) {
        YamlNode readers =
                config(variant).at("service", "telemetry", "metrics", "readers").orElseThrow();
        return ((YamlSequence) readers)
                .items().stream()
                        .flatMap(r -> r.at("pull", "exporter", "prometheus", "port").stream())
                        .map(port -> "127.0.0.1:" + text(port))
                        .findFirst()
                        .orElseThrow();
    }

    List<String> exporters(CompiledFor variant, String type) {
        List<String> ids = new ArrayList<>();
        YamlMapping pipelines =
                (YamlMapping) config(variant).at("service", "pipelines").orElseThrow();
        for (YamlMapping.Entry pipeline : pipelines.entries()) {
            if (pipeline.name().startsWith("metrics")) {
                ((YamlSequence) pipeline.value().get("exporters").orElseThrow())
                        .items().stream()
                                .map(RunningPair::text)
                                .filter(id -> id.matches(type + "(/.*)?") && !ids.contains(id))
                                .forEach(ids::add);
            }
        }
        return ids;
    }

    static String text(YamlNode node) {
        return ((YamlScalar) node).text();
    }

    String get(String address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                .timeout(LIMIT)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    /** The status; 0 while nobody listens. */
    int post(String address, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/v1/metrics"))
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Something to see, sooner or later. */
    @FunctionalInterface
    interface Look {
        boolean sees() throws InterruptedException;
    }

    /** Looks until it is seen. */
    void await(String what, Look look) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!look.sees()) {
            for (RealProcess process : processes.values()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(what + " was not seen; " + backend.snapshot() + "\n"
                            + processes.values().stream().map(RealProcess::err).toList());
                }
            }
            // The collectors work in their own time; this is the pace of looking.
            never.await(100, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(RealProcess::close);
        backend.close();
        client.close();
    }
}
