package phoenix.engine.receiver.prometheus;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a target from one scrape to the next: the labels of each series as the page writes it, which
 * series were there, and what was said of families. As in Prometheus, bounded by twice the last good page. One thread at
 * a time.
 */
final class ScrapeCache {
    private static final int MORE_THAN_DOUBLE = 1000;
    private static final int METADATA_SCRAPES = 10;

    /** A series of the page. */
    static final class Entry {
        final Labels labels;
        /** Whether it became a point, so that its end is one too. */
        final boolean tracked;

        private long lastScrape;

        private Entry(Labels labels, boolean tracked, long scrape) {
            this.labels = labels;
            this.tracked = tracked;
            this.lastScrape = scrape;
        }
    }

    private record Said(Metadata metadata, long lastScrape) {}

    private final Map<String, Entry> series = new HashMap<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private final Map<String, Said> metadata = new HashMap<>();
    private Map<Labels, Entry> before = new LinkedHashMap<>();
    private Map<Labels, Entry> now = new LinkedHashMap<>();
    private long scrape;
    private int goodSize;

    boolean isDropped(String text) {
        return dropped.replace(text, scrape) != null;
    }

    void drop(String text) {
        dropped.put(text, scrape);
    }

    @Nullable
    Entry find(String text) {
        return series.get(text);
    }

    /** Notes that the series is there; true when it was already in this scrape. */
    boolean seen(Entry entry) {
        boolean again = entry.lastScrape == scrape;
        entry.lastScrape = scrape;
        return again;
    }

    Entry add(String text, Labels labels, boolean tracked) {
        Entry entry = new Entry(labels, tracked, scrape);
        series.put(text, entry);
        return entry;
    }

    void track(Entry entry) {
        if (entry.tracked) {
            now.put(entry.labels, entry);
        }
    }

    /** The series that were there in the scrape before, and are not any more. */
    void forEachGone(Consumer<Labels> action) {
        before.forEach((labels, entry) -> {
            if (!now.containsKey(labels)) {
                action.accept(labels);
            }
        });
    }

    void say(String family, UnaryOperator<Metadata> change) {
        Said said = metadata.get(family);
        metadata.put(family, new Said(change.apply(said == null ? Metadata.unknown(family) : said.metadata), scrape));
    }

    @Nullable
    Metadata said(String family) {
        Said said = metadata.get(family);
        return said == null ? null : said.metadata;
    }

    /** Ends a scrape; after a good one, what was not in it is forgotten. */
    void done(boolean good) {
        int size = series.size() + dropped.size() + metadata.size();
        if (good) {
            goodSize = size;
        }
        if (good || size > goodSize * 2 + MORE_THAN_DOUBLE) {
            series.values().removeIf(entry -> entry.lastScrape != scrape);
            dropped.values().removeIf(last -> last != scrape);
            metadata.values().removeIf(said -> scrape - said.lastScrape > METADATA_SCRAPES);
        }
        Map<Labels, Entry> empty = before;
        before = now;
        now = empty;
        now.clear();
        scrape++;
    }
}
