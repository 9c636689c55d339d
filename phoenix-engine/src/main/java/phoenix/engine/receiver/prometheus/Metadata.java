package phoenix.engine.receiver.prometheus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page says of a family. */
record Metadata(String family, PromType type, String help, String unit) {
    private static final Map<String, Metadata> OWN = Map.of(
            "up", own("up", "The scraping was successful", ""),
            "scrape_duration_seconds", own("scrape_duration_seconds", "Duration of the scrape", "seconds"),
            "scrape_samples_scraped", own("scrape_samples_scraped", "The number of samples the target exposed", ""),
            "scrape_series_added",
                    own("scrape_series_added", "The approximate number of new series in this scrape", ""),
            "scrape_samples_post_metric_relabeling",
                    own(
                            "scrape_samples_post_metric_relabeling",
                            "The number of samples remaining after metric relabeling was applied",
                            ""));

    private static Metadata own(String name, String help, String unit) {
        return new Metadata(name, PromType.GAUGE, help, unit);
    }

    /** Of a metric that the scrape itself makes; null for all others. */
    static @Nullable Metadata ofOwn(String metric) {
        return OWN.get(metric);
    }

    static Metadata unknown(String family) {
        return new Metadata(family, PromType.UNKNOWN, "", "");
    }

    Metadata withType(PromType changed) {
        return new Metadata(family, changed, help, unit);
    }

    Metadata withHelp(String changed) {
        return new Metadata(family, type, changed, unit);
    }

    Metadata withUnit(String changed) {
        return new Metadata(family, type, help, changed);
    }
}
