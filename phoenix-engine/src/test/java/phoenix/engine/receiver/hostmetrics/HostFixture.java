package phoenix.engine.receiver.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.metrics.MetricBatch;

/** A host made of files: a copy of recorded ones, which a test may change between two scrapes. */
final class HostFixture {
    static final Path RECORDED = Path.of("src/test/resources/hostmetrics");
    static final KernelSettings KERNEL = new KernelSettings(4096, 100);

    final Path root;
    private final Path recorded;

    /** @param copy an empty folder that is the host's root from now on */
    HostFixture(String name, Path copy) throws IOException {
        recorded = RECORDED.resolve(name);
        root = copy;
        copy("root");
    }

    /** Puts the recorded files of a later moment over the present ones. */
    void later() throws IOException {
        if (Files.exists(recorded.resolve("later"))) {
            copy("later");
        }
    }

    private void copy(String moment) throws IOException {
        Path from = recorded.resolve(moment);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(root.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        root.resolve(from.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path proc(String path) {
        return root.resolve("proc").resolve(path);
    }

    String config() throws IOException {
        return Files.readString(recorded.resolve("config.yaml"));
    }

    /** A scrape of this host by the section {@code scrapers} of a configuration. */
    HostScrape scrape(String scrapers, InstantSource clock, ScrapeErrors errors) throws IOException {
        HostPaths paths = new HostPaths(root.toString(), Map.of("HOST_ROOT", root.toString()));
        Host host = new Host(paths, KERNEL, HostFixture::use, clock);
        List<Scraper> made =
                decode(scrapers).scrapers().stream().map(s -> s.make(host)).toList();
        return new HostScrape(made, host, errors);
    }

    static HostMetricsConfig decode(String scrapers) {
        Diagnostics diagnostics = new Diagnostics();
        var config = new YamlReader(diagnostics)
                .read("config.yaml", "scrapers:\n" + scrapers.indent(2))
                .flatMap(node -> HostMetricsConfig.SPEC.decode(node, "host_metrics", diagnostics));
        assertThat(config).as("%s", diagnostics.all()).isPresent();
        return config.orElseThrow();
    }

    /** File systems whose size is told by their path, and one that may not be looked at. */
    private static FileSystemUse.Use use(byte[] path) throws IOException {
        String text = new String(path, StandardCharsets.UTF_8);
        if (text.endsWith("/denied")) {
            throw new MalformedException("Permission denied");
        }
        String name = text.substring(text.lastIndexOf('/') + 1);
        return new FileSystemUse.Use(4096, 1000L + name.length(), 400, 350, 5000, 4000);
    }

    static MetricBatch scrapeOnce(HostScrape scrape) {
        return scrape.scrape(() -> false, (_, _, _) -> {});
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent() == null ? file : file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final Duration SECOND = Duration.ofSeconds(1);
}
