package phoenix.app.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesSource;

/** The series of a run by identity and by id. Equal sources and labels are kept once. Safe for several threads. */
final class SeriesTable {
    /** More characters in one identity than this are no measurement but an accident. */
    private static final int IDENTITY_CHARS_MAX = 1 << 18;

    private static final int LABELS_MAX = 1 << 10;

    private final Map<Key, Integer> ids = new HashMap<>();
    private final Map<SeriesSource, SeriesSource> sources = new HashMap<>();
    private final Map<Labels, Labels> labels = new HashMap<>();
    private final List<SeriesEntry> entries = new ArrayList<>();
    private int nextId;

    private record Key(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {}

    synchronized @Nullable Integer find(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {
        return ids.get(new Key(variant, origin, identity));
    }

    /** Adds a series that is not there yet. */
    synchronized SeriesEntry add(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {
        var entry = new SeriesEntry(nextId, variant, origin, shared(identity), SeriesEntry.Extent.EMPTY);
        put(entry);
        return entry;
    }

    /** Adds a series that was read from disk. */
    synchronized void put(SeriesEntry entry) {
        entries.add(entry);
        ids.put(new Key(entry.variant(), entry.origin(), entry.identity()), entry.id());
        reserve(entry.id() + 1);
    }

    /** Gives new series no id under this one: it was in use, though its identity may be lost. */
    synchronized void reserve(int end) {
        nextId = Math.max(nextId, end);
    }

    synchronized int size() {
        return entries.size();
    }

    /** All series with what there is of each. */
    synchronized List<SeriesEntry> entries(Extents extents) {
        var list = new ArrayList<SeriesEntry>(entries.size());
        for (var entry : entries) {
            list.add(new SeriesEntry(
                    entry.id(), entry.variant(), entry.origin(), entry.identity(), extents.of(entry.id())));
        }
        return list;
    }

    private SeriesIdentity shared(SeriesIdentity identity) {
        return new SeriesIdentity(
                identity.metric(),
                identity.part(),
                sources.computeIfAbsent(identity.source(), source -> source),
                labels.computeIfAbsent(identity.attributes(), set -> set),
                identity.prometheus());
    }

    /** Whether an identity is small enough to be kept. */
    static boolean fits(SeriesIdentity identity) {
        var source = identity.source();
        long chars = identity.metric().name().length();
        chars += identity.metric().unit().length();
        chars += source.scopeName().length();
        chars += source.scopeVersion().length();
        chars += identity.prometheus().name().length();
        var sets = List.of(
                source.resource(),
                source.scopeAttributes(),
                identity.attributes(),
                identity.prometheus().labels());
        for (var set : sets) {
            if (set.size() > LABELS_MAX) {
                return false;
            }
            for (int i = 0; i < set.size(); i++) {
                chars += set.key(i).length();
                chars += set.value(i).length();
            }
        }
        return chars <= IDENTITY_CHARS_MAX;
    }
}
