package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the samples of one page in, as Prometheus' scrape loop does: relabelled, limited, each series once. Of use once. */
final class PageIntake implements PageHandler {
    private static final String EXPORTED = "exported_";
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

    private final ScrapeConfig config;
    private final Map<String, String> targetLabels;
    private final ScrapeCache cache;
    private final Families families;
    private final long now;
    private long widthLeft = Limits.NATIVE_WIDTH_MAX;
    private int total;
    private int added;
    private int seriesAdded;
    private int taken;
    private boolean tooMany;
    private boolean tooFine;

    /** Puts a sample where it belongs; false when it does not fit there, and is left out. */
    private interface Place {
        boolean add(Labels labels, long timeMillis) throws ParseException;
    }

    PageIntake(ScrapeConfig config, Map<String, String> targetLabels, ScrapeCache cache, Families families, long now) {
        this.config = config;
        this.targetLabels = targetLabels;
        this.cache = cache;
        this.families = families;
        this.now = now;
    }

    /** How many samples the page has. */
    int total() {
        return total;
    }

    /** How many of them relabelling left. */
    int added() {
        return added;
    }

    /** How many series are new. */
    int seriesAdded() {
        return seriesAdded;
    }

    /** Why the page cannot be used; empty when it can. */
    String take(PageFetcher.Fetched page) {
        try {
            page.read(config.formats().histograms(), this);
            if (tooMany) {
                return "sample limit exceeded: more than " + config.limits().samples();
            }
            return tooFine ? "histogram bucket limit exceeded" : "";
        } catch (ParseException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void type(String family, PromType type) {
        cache.say(family, said -> said.withType(type));
    }

    @Override
    public void help(String family, String help) {
        cache.say(family, said -> said.withHelp(help));
    }

    @Override
    public void unit(String family, String unit) {
        cache.say(family, said -> said.withUnit(unit));
    }

    @Override
    public void sample(
            String series, LabelText text, double value, @Nullable Long given, @Nullable ScrapedExemplar exemplar)
            throws ParseException {
        take(series, text, given, true, (labels, time) -> families.add(labels, time, value, exemplar));
    }

    @Override
    public void histogram(
            String series, LabelText text, NativeHistogram given, @Nullable Long time, List<ScrapedExemplar> exemplars)
            throws ParseException {
        NativeHistogram histogram = given;
        int schemaMax = config.formats().schemaMax();
        if (schemaMax < NativeHistogram.SCHEMA_MAX) {
            histogram = histogram.ofSchemaAtMost(schemaMax);
        }
        int bucketsMax = config.formats().bucketsMax();
        if (bucketsMax > 0) {
            histogram = histogram.ofSizeAtMost(bucketsMax);
        }
        boolean fits = bucketsMax == 0 || histogram.size() <= bucketsMax;
        tooFine |= !fits;
        widthLeft -= histogram.width();
        if (widthLeft < 0) {
            throw new ParseException(
                    "the native histograms of the page span more than " + Limits.NATIVE_WIDTH_MAX + " buckets");
        }
        NativeHistogram fitting = histogram;
        take(series, text, time, fits, (labels, at) -> families.add(labels, at, fitting, exemplars));
    }

    private void take(String series, LabelText text, @Nullable Long given, boolean fits, Place place)
            throws ParseException {
        total++;
        Long own = config.handling().honorTimestamps() ? given : null;
        if (cache.isDropped(series)) {
            return;
        }
        ScrapeCache.Entry entry = cache.find(series);
        boolean again = entry != null && cache.seen(entry);
        Labels labels;
        if (entry == null) {
            Optional<Labels> mutated = mutate(text.read());
            if (mutated.isEmpty()) {
                cache.drop(series);
                return;
            }
            labels = mutated.get();
            config.limits().check(labels);
        } else {
            labels = entry.labels;
        }
        long time = own == null ? now : own;
        boolean duplicate = again && own == null;
        boolean outOfBounds = time > now + AHEAD_MAX.toMillis();
        if (!duplicate && !outOfBounds && fits && !overLimit()) {
            boolean tracked = place.add(labels, time);
            if (entry == null) {
                entry = cache.add(series, labels, tracked);
                seriesAdded += tooMany || tooFine ? 0 : 1;
            }
            if (own == null || config.handling().trackTimestampsStaleness()) {
                cache.track(entry);
            }
        }
        added++;
    }

    private boolean overLimit() {
        int limit = config.limits().samples();
        tooMany |= limit > 0 && ++taken > limit;
        return tooMany;
    }

    /** The labels that a series has in the end; empty when it is dropped. */
    private Optional<Labels> mutate(Map<String, String> given) {
        Map<String, String> labels = Labels.of(given).toMap();
        if (config.handling().honorLabels()) {
            targetLabels.forEach(labels::putIfAbsent);
        } else {
            List<Map.Entry<String, String>> conflicts = new ArrayList<>();
            targetLabels.forEach((name, value) -> {
                String exposed = labels.put(name, value);
                if (exposed != null) {
                    conflicts.add(Map.entry(name, exposed));
                }
            });
            conflicts.sort(Comparator.comparingInt(conflict -> conflict.getKey().length()));
            for (Map.Entry<String, String> conflict : conflicts) {
                String name = EXPORTED + conflict.getKey();
                while (labels.containsKey(name)) {
                    name = EXPORTED + name;
                }
                labels.put(name, conflict.getValue());
            }
        }
        return RelabelRule.apply(config.metricRelabelRules(), labels) && !labels.isEmpty()
                ? Optional.of(Labels.of(labels))
                : Optional.empty();
    }
}
