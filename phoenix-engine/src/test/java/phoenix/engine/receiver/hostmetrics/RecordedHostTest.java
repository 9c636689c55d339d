package phoenix.engine.receiver.hostmetrics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.Golden;
import phoenix.testkit.TestClock;

/** Scrapes recorded hosts twice, a second apart, and compares the second batch and the number of missing metrics. */
class RecordedHostTest {
    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> aRecordedHostGivesTheRecordedMetrics() {
        return Golden.cases(HostFixture.RECORDED, folder -> {
            String name = folder.getFileName().toString();
            HostFixture host = new HostFixture(name, Files.createDirectory(temporary.resolve(name)));
            TestClock clock = TestClock.startingAt("2023-11-15T00:00:00Z");
            ScrapeErrors errors = new ScrapeErrors("host_metrics");
            HostScrape scrape = host.scrape(host.config(), clock, errors);
            HostFixture.scrapeOnce(scrape);
            long failedBefore = errors.failedMetrics();
            clock.advance(HostFixture.SECOND);
            host.later();
            String text = BatchText.of(HostFixture.scrapeOnce(scrape));
            Golden.check(
                    folder.resolve("expected.txt"),
                    text + "missing metrics: " + (errors.failedMetrics() - failedBefore) + "\n");
        });
    }
}
