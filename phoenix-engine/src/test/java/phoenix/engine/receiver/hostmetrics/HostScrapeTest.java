package phoenix.engine.receiver.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Value;
import phoenix.testkit.Seeds;
import phoenix.testkit.TestClock;

/** What happens between two scrapes, and in the middle of one. */
class HostScrapeTest {
    private static final String PROCESS = "process:\n";
    private static final Instant START = Instant.parse("2023-11-15T00:00:00Z");

    @TempDir
    Path folder;

    private final TestClock clock = TestClock.startingAt(START);
    private final ScrapeErrors errors = new ScrapeErrors("host_metrics");

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> pids(MetricBatch batch) {
        return Stream.iterate(0, r -> r + 1)
                .limit(batch.resourceCount())
                .map(r -> batch.resource(r).attributes().get("process.pid"))
                .map(value -> value instanceof Value.IntValue(long pid) ? pid : -1L)
                .toList();
    }

    @Test
    void aProcessThatEndsInMidScrapeIsLeftOutAndCounted() throws IOException {
        HostFixture host = new HostFixture("processes", folder);
        // The clock is asked for the time of each process before anything but its stat file is read.
        int[] asked = {0};
        HostScrape scrape = host.scrape(
                PROCESS,
                () -> {
                    if (++asked[0] == 3) {
                        delete(host.proc("321"));
                    }
                    return START;
                },
                errors);

        MetricBatch batch = HostFixture.scrapeOnce(scrape);

        assertThat(asked[0]).isGreaterThan(3);
        assertThat(pids(batch)).contains(1L, 4242L).doesNotContain(321L);
        assertThat(errors.failedMetrics()).isPositive();
    }

    @Test
    void whatIsKnownOfAProcessIsSharedBetweenScrapesAndGoesWithIt() throws IOException {
        HostFixture host = new HostFixture("processes", folder);
        HostScrape scrape = host.scrape(PROCESS, clock, errors);
        MetricBatch first = HostFixture.scrapeOnce(scrape);
        MetricBatch second = HostFixture.scrapeOnce(scrape);
        for (int r = 0; r < first.resourceCount(); r++) {
            assertThat(second.resource(r)).isSameAs(first.resource(r));
        }

        delete(host.proc("321"));
        assertThat(pids(HostFixture.scrapeOnce(scrape))).doesNotContain(321L);
        assertThat(scrape.rememberedProcesses()).isEqualTo(first.resourceCount() - 1);
    }

    @Test
    void aProcessIdThatIsUsedAgainIsANewProcess() throws IOException {
        String withUtilization = "process:\n  metrics:\n    process.cpu.utilization: {enabled: true}\n";
        HostFixture host = new HostFixture("processes", folder);
        HostScrape scrape = host.scrape(withUtilization, clock, errors);
        HostFixture.scrapeOnce(scrape);
        clock.advance(HostFixture.SECOND);
        byte[] stat = Files.readAllBytes(host.proc("1/stat"));
        String restarted = new String(stat, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace(" 1001 1000000", " 9001 1000000")
                .replace("(init)", "(other)");
        HostFixture.write(host.proc("1/stat"), restarted.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        MetricBatch batch = HostFixture.scrapeOnce(scrape);

        assertThat(restarted).contains(" 9001 ");
        assertThat(batch.resource(0).attributes().getString("process.executable.name"))
                .isEqualTo("other");
        assertThat(batch.startTimeUnixNano(0)).isEqualTo(1_700_000_090_010_000_000L);
        assertThat(BatchText.of(batch).split("resource ", -1)[1]).doesNotContain("process.cpu.utilization");
    }

    @Test
    void aProcessThatChangesItsTitleOrUserGetsAnotherResource() throws IOException {
        HostFixture host = new HostFixture("processes", folder);
        HostScrape scrape = host.scrape(PROCESS, clock, errors);
        HostFixture.scrapeOnce(scrape);
        HostFixture.write(host.proc("1/cmdline"), "init: ready\0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String status = Files.readString(host.proc("1/status")).replace("Uid:\t0\t", "Uid:\t33\t");
        Files.writeString(host.proc("1/status"), status);

        var attributes = HostFixture.scrapeOnce(scrape).resource(0).attributes();

        assertThat(attributes.getString("process.command_line")).isEqualTo("init: ready");
        assertThat(attributes.getString("process.owner")).isEqualTo("web");
    }

    @Test
    void processesAreChosenByNameAttributeAndAge() throws IOException {
        HostFixture host = new HostFixture("processes", folder);
        String byName = "process:\n  include: {match_type: regexp, names: [^averyvery, init]}\n"
                + "  exclude: {match_type: strict, names: [init]}\n";
        assertThat(pids(HostFixture.scrapeOnce(host.scrape(byName, clock, errors))))
                .containsExactly(4242L);

        String byOwner = "process:\n  resource_attributes:\n"
                + "    process.owner: {metrics_include: [{strict: web}]}\n"
                + "    process.pid: {metrics_exclude: [{regexp: \"^3\"}]}\n";
        // Those whose owner has no name have no such attribute, and pass.
        assertThat(pids(HostFixture.scrapeOnce(host.scrape(byOwner, clock, errors))))
                .containsExactly(4242L, 5000L);

        TestClock young = TestClock.startingAt(Instant.ofEpochSecond(1_700_000_040));
        String byAge = "process:\n  scrape_process_delay: 25s\n";
        assertThat(pids(HostFixture.scrapeOnce(host.scrape(byAge, young, errors))))
                .containsExactly(1L, 2L, 321L, 6000L);
    }

    @Test
    void mutedErrorsAreNotCounted() throws IOException {
        HostFixture host = new HostFixture("processes", folder);
        HostFixture.scrapeOnce(host.scrape("process:\n  mute_process_all_errors: true\n", clock, errors));
        assertThat(errors.failedMetrics()).isZero();
        HostFixture.scrapeOnce(host.scrape(PROCESS, clock, errors));
        long all = errors.failedMetrics();
        HostFixture.scrapeOnce(host.scrape("process:\n  mute_process_exe_error: true\n", clock, errors));
        assertThat(errors.failedMetrics() - all).isLessThan(all);
    }

    @Test
    void aScraperWithoutItsFilesCostsItselfOnly() throws IOException {
        HostFixture host = new HostFixture("host", folder);
        Files.delete(host.proc("meminfo"));
        String text = BatchText.of(HostFixture.scrapeOnce(host.scrape("memory:\nload:\nsystem:\n", clock, errors)));
        assertThat(text).contains("load_average").contains("system.uptime").doesNotContain("memory");
        assertThat(errors.failedMetrics()).isEqualTo(2);
    }

    @Test
    void scrapersThatAreLeftWhenTimeIsUpAreSkippedAndCounted() throws IOException {
        HostFixture host = new HostFixture("host", folder);
        HostScrape scrape = host.scrape("load:\nsystem:\n", clock, errors);
        int[] asked = {0};
        String text = BatchText.of(scrape.scrape(() -> ++asked[0] > 1, (_, _, _) -> {}));
        assertThat(text).contains("load_average").doesNotContain("system.uptime");
        assertThat(errors.failedMetrics()).isEqualTo(1);
    }

    /** Whatever the files hold, a scrape ends, gives a batch and throws nothing. */
    @Test
    void filesWithWrongContentNeverEndAScrape() throws IOException {
        for (String name : List.of("host", "devices", "processes", "hostile")) {
            HostFixture host = new HostFixture(name, Files.createDirectory(folder.resolve(name)));
            HostScrape scrape = host.scrape(host.config(), clock, errors);
            List<Path> files;
            try (Stream<Path> all = Files.walk(host.root)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            Seeds.forAll(40, random -> {
                Path file = files.get(random.nextInt(files.size()));
                byte[] content = Files.readAllBytes(file);
                Files.write(file, damaged(content, random));
                assertThat(HostFixture.scrapeOnce(scrape)).isNotNull();
                Files.write(file, content);
            });
        }
    }

    private static byte[] damaged(byte[] content, RandomGenerator random) {
        byte[] damaged = java.util.Arrays.copyOf(content, random.nextInt(content.length + 20));
        for (int i = random.nextInt(8); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) " \n\t\0(:-9\u00ff".charAt(random.nextInt(9));
        }
        return damaged;
    }
}
