package phoenix.engine.receiver.hostmetrics;

import java.time.Duration;
import java.util.List;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.Periodic;

/**
 * What a user writes for {@code host_metrics}.
 *
 * @param timeout 0 for none
 * @param rootPath empty or {@code /} for the host that this process sees
 */
public record HostMetricsConfig(
        Duration collectionInterval,
        Duration initialDelay,
        Duration timeout,
        String rootPath,
        List<ScraperConfig> scrapers)
        implements Periodic {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    static final Field<Duration> COLLECTION_INTERVAL = Field.duration(
                    Periodic.INTERVAL_FIELD, Duration.ofMinutes(1), "Time from one scrape to the next")
            .atLeast(SHORTEST_INTERVAL);
    static final Field<Duration> INITIAL_DELAY = Field.duration(
                    "initial_delay", Duration.ofSeconds(1), "Time from the start to the first scrape")
            .atLeast(Duration.ZERO);
    static final Field<Duration> TIMEOUT = Field.duration(
                    "timeout", Duration.ZERO, "After this time the scrapers that are left are skipped; 0 is no limit")
            .atLeast(Duration.ZERO);
    static final Field<String> ROOT_PATH = Field.string(
            "root_path", "", "Where the host's root is mounted, for one that runs in a container; empty for /");
    static final Field<Boolean> METADATA_INTERVAL = Field.withoutEffect(
                    "metadata_collection_interval",
                    "it is about entity events, which are logs; Phoenix handles metrics")
            .shaped(FieldType.duration());
    static final Field<List<ScraperConfig>> SCRAPERS =
            Field.nested(ScraperConfig.ALL, "scrapers", "What to scrape: at least one of them");

    static final ConfigSpec<HostMetricsConfig> SPEC = ConfigSpec.of(
            v -> new HostMetricsConfig(
                    v.get(COLLECTION_INTERVAL),
                    v.get(INITIAL_DELAY),
                    v.get(TIMEOUT),
                    v.get(ROOT_PATH),
                    v.get(SCRAPERS)),
            COLLECTION_INTERVAL,
            INITIAL_DELAY,
            TIMEOUT,
            ROOT_PATH,
            METADATA_INTERVAL,
            SCRAPERS);

    public HostMetricsConfig {
        scrapers = List.copyOf(scrapers);
    }

    @Override
    public boolean comparesReadings() {
        return scrapers.stream().anyMatch(ScraperConfig::comparesReadings);
    }
}
