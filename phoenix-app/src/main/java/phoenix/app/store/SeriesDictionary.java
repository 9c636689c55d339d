package phoenix.app.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.MetricTemporality;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;

/**
 * Writes series so that a text, and a source with all its attributes, is written once per run. A record is a row of items: the
 * definition of a text, the definition of a source, a series. Numbers of definitions are explicit, so that the loss of one
 * record costs the series that need it and no other.
 *
 * <p>One object serves one run: first to read what is there, then to write. Not safe for several threads.
 */
final class SeriesDictionary {
    private static final int TEXT = 0;
    private static final int SOURCE = 1;
    private static final int SERIES = 2;
    private static final int LABELS_MAX = 1 << 12;
    private static final int NUMBERS_MAX = 1 << 26;

    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final Map<SeriesSource, Integer> sourceNumbers = new HashMap<>();
    private final List<@Nullable String> texts = new ArrayList<>();
    private final List<@Nullable SeriesSource> sources = new ArrayList<>();

    /** Set when an item refers to a definition that was lost. */
    private boolean incomplete;

    /** Takes a series that was read. */
    interface SeriesReader {
        void series(SeriesEntry entry);
    }

    /**
     * Reads a record.
     *
     * @throws DamagedException if something in it is missing; what could be read was shown
     */
    void read(ByteSource record, SeriesReader reader) throws DamagedException {
        boolean lost = false;
        while (record.remaining() > 0) {
            int item = record.getByte();
            incomplete = false;
            switch (item) {
                case TEXT -> define(texts, record.getCount(NUMBERS_MAX), record.getText(), textNumbers);
                case SOURCE -> {
                    int number = record.getCount(NUMBERS_MAX);
                    var source = new SeriesSource(labels(record), text(record), text(record), labels(record));
                    if (!incomplete) {
                        define(sources, number, source, sourceNumbers);
                    }
                }
                case SERIES -> {
                    var entry = series(record);
                    if (!incomplete) {
                        reader.series(entry);
                    }
                }
                default -> throw new DamagedException("an item of kind " + item);
            }
            lost |= incomplete;
        }
        if (lost) {
            throw new DamagedException("an item refers to one that was lost");
        }
    }

    private static <T> void define(List<@Nullable T> list, int number, T value, Map<T, Integer> numbers)
            throws DamagedException {
        if (number > list.size() + Checksum.PAYLOAD_MAX) {
            throw new DamagedException("definition " + number + " after " + list.size());
        }
        while (list.size() <= number) {
            list.add(null);
        }
        list.set(number, value);
        numbers.put(value, number);
    }

    private SeriesEntry series(ByteSource in) throws DamagedException {
        int id = in.getCount(NUMBERS_MAX);
        var variant = choice(Variant.class, in);
        var origin = choice(SeriesOrigin.class, in);
        var name = text(in);
        var unit = text(in);
        var type = choice(MetricType.class, in);
        var temporality = choice(MetricTemporality.class, in);
        boolean monotonic = in.getByte() != 0;
        var part = choice(SeriesPart.class, in);
        int sourceNumber = in.getCount(NUMBERS_MAX);
        var source = sourceNumber < sources.size() ? sources.get(sourceNumber) : null;
        incomplete |= source == null;
        var attributes = labels(in);
        var prometheusName = text(in);
        var prometheusLabels = labels(in);
        var prometheus = prometheusName.isEmpty() && prometheusLabels.size() == 0
                ? PrometheusSeries.NONE
                : new PrometheusSeries(prometheusName, prometheusLabels);
        var metric = new MetricDescriptor(name, unit, type, temporality, monotonic);
        var identity =
                new SeriesIdentity(metric, part, source == null ? SeriesSource.NONE : source, attributes, prometheus);
        return new SeriesEntry(id, variant, origin, identity, SeriesEntry.Extent.EMPTY);
    }

    /** Choices are kept by name, so that their order may change. */
    private <E extends Enum<E>> E choice(Class<E> choices, ByteSource in) throws DamagedException {
        var name = text(in);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        if (incomplete) {
            return choices.getEnumConstants()[0];
        }
        throw new DamagedException("\"" + name + "\" is not a " + choices.getSimpleName());
    }

    private String text(ByteSource in) throws DamagedException {
        int number = in.getCount(NUMBERS_MAX);
        var text = number < texts.size() ? texts.get(number) : null;
        incomplete |= text == null;
        return text == null ? "" : text;
    }

    private Labels labels(ByteSource in) throws DamagedException {
        int count = in.getCount(LABELS_MAX);
        if (count == 0) {
            return Labels.NONE;
        }
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < count; i++) {
            labels.put(text(in), text(in));
        }
        return Labels.of(labels);
    }

    /** Writes a series, and before it the definitions that it is the first to use. */
    void write(SeriesEntry entry, ByteSink out) {
        var identity = entry.identity();
        var metric = identity.metric();
        defineText(entry.variant().name(), out);
        defineText(entry.origin().name(), out);
        defineText(metric.name(), out);
        defineText(metric.unit(), out);
        defineText(metric.type().name(), out);
        defineText(metric.temporality().name(), out);
        defineText(identity.part().name(), out);
        defineTexts(identity.attributes(), out);
        defineText(identity.prometheus().name(), out);
        defineTexts(identity.prometheus().labels(), out);
        int source = defineSource(identity.source(), out);

        out.putByte(SERIES);
        out.putUnsigned(entry.id());
        putText(entry.variant().name(), out);
        putText(entry.origin().name(), out);
        putText(metric.name(), out);
        putText(metric.unit(), out);
        putText(metric.type().name(), out);
        putText(metric.temporality().name(), out);
        out.putByte(metric.monotonic() ? 1 : 0);
        putText(identity.part().name(), out);
        out.putUnsigned(source);
        putLabels(identity.attributes(), out);
        putText(identity.prometheus().name(), out);
        putLabels(identity.prometheus().labels(), out);
    }

    private int defineSource(SeriesSource source, ByteSink out) {
        var known = sourceNumbers.get(source);
        if (known != null) {
            return known;
        }
        defineTexts(source.resource(), out);
        defineText(source.scopeName(), out);
        defineText(source.scopeVersion(), out);
        defineTexts(source.scopeAttributes(), out);
        int number = sources.size();
        sources.add(source);
        sourceNumbers.put(source, number);
        out.putByte(SOURCE);
        out.putUnsigned(number);
        putLabels(source.resource(), out);
        putText(source.scopeName(), out);
        putText(source.scopeVersion(), out);
        putLabels(source.scopeAttributes(), out);
        return number;
    }

    private void defineTexts(Labels labels, ByteSink out) {
        for (int i = 0; i < labels.size(); i++) {
            defineText(labels.key(i), out);
            defineText(labels.value(i), out);
        }
    }

    private void defineText(String text, ByteSink out) {
        if (!textNumbers.containsKey(text)) {
            int number = texts.size();
            texts.add(text);
            textNumbers.put(text, number);
            out.putByte(TEXT);
            out.putUnsigned(number);
            out.putText(text);
        }
    }

    private void putText(String text, ByteSink out) {
        var number = textNumbers.get(text);
        out.putUnsigned(number == null ? 0 : number);
    }

    private void putLabels(Labels labels, ByteSink out) {
        out.putUnsigned(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            putText(labels.key(i), out);
            putText(labels.value(i), out);
        }
    }
}
