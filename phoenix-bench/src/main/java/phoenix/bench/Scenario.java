package phoenix.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is measured: a configuration beside this class, named as the constant, and how it is to be driven and checked. */
enum Scenario {
    ADR("OTLP in, batch, attributes, OTLP gzip out and prometheus with resource labels", Check.ALL_ARRIVE, true),
    AB(
            "the pipeline of adr: both variants with all exports in one Phoenix, one variant in otelcol",
            Check.ALL_ARRIVE,
            true),
    OTLP("OTLP in, batch, attributes, OTLP gzip out", Check.ALL_ARRIVE, false),
    NOP("OTLP in, nop exporter", Check.ALL_COUNTED, false),
    FILTER("filter, transform, batch, OTLP gzip out", Check.SAME_SHARE, false),
    AGGREGATE("metrics_transform that sums labels away, batch, OTLP gzip out", Check.SAME_SHARE, false),
    DELTA("cumulative_to_delta, batch, OTLP gzip out", Check.SAME_SHARE, false),
    HOST("host_metrics every 10 s, OTLP and prometheus out", Check.NO_LOAD, true),
    START("from the start of the process to its first export of host metrics", Check.FIRST_EXPORT, false);

    /** How it is known that nothing was lost. */
    enum Check {
        /** Points at the sink are the points that the generator saw accepted. */
        ALL_ARRIVE,
        /** The collector's own counter of accepted points says the same as the generator. */
        ALL_COUNTED,
        /** What arrives of what was accepted is the same share with both programs, within one percent. */
        SAME_SHARE,
        /** Nothing is sent to it. */
        NO_LOAD,
        /** Nothing is sent to it, and it ends with its first export. */
        FIRST_EXPORT
    }

    private final String description;
    private final Check check;
    private final boolean scraped;

    Scenario(String description, Check check, boolean scraped) {
        this.description = description;
        this.check = check;
        this.scraped = scraped;
    }

    String description() {
        return description;
    }

    Check check() {
        return check;
    }

    /** Whether there is a page of metrics that a scraper reads meanwhile. */
    boolean isScraped() {
        return scraped;
    }

    String config() throws IOException {
        String name = (this == AB ? ADR : this) + ".yaml";
        try (InputStream in = Scenario.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
