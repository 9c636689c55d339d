package phoenix.config.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One field of a component's configuration: a handle that declares the field and later fetches its value from
 * {@link Values}. Declared as constants of the component; immutable and thread-safe, identity is equality.
 *
 * <pre>{@code
 * static final Field<Duration> TIMEOUT = Field.duration("timeout", Duration.ofMillis(200), "How long a batch may wait");
 * static final Field<Integer> SIZE = Field.int32("send_batch_size", 8192, "Points that send a batch").atLeast(0);
 * static final Field<Optional<Tls>> TLS = Field.optional(Tls.SPEC, "tls", "Transport security");
 * }</pre>
 */
public final class Field<T> {
    /** How a field behaves beyond having a type. */
    enum Kind {
        /** Has a default, or decodes an empty map when absent. */
        DEFAULTED,
        REQUIRED,
        /** Its fields stand at the level of the field itself; it has no name of its own. */
        INLINE,
        /** The Collector has it and Phoenix does not do it: an error. */
        UNSUPPORTED,
        /** Accepted, changes nothing in Phoenix: a warning. */
        WITHOUT_EFFECT,
        /** The Collector had it and refuses it now. */
        REMOVED
    }

    /** @param here whether it is a demand of this engine alone, and none of the Collector */
    record Rule<T>(Predicate<T> holds, String demand, boolean here) {}

    final Kind kind;
    final String name;
    final FieldType<T> type;
    final @Nullable T defaultValue;
    final Notes<T> notes;

    /** What is said about a field beyond its type. */
    record Notes<T>(String doc, List<String> aliases, List<Rule<T>> rules, Optional<FieldType<?>> shape) {
        static <T> Notes<T> of(String doc) {
            return new Notes<>(doc, List.of(), List.of(), Optional.empty());
        }
    }

    private Field(Kind kind, String name, FieldType<T> type, @Nullable T defaultValue, Notes<T> notes) {
        this.kind = kind;
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.notes = notes;
    }

    public static <T> Field<T> of(FieldType<T> type, String name, T defaultValue, String doc) {
        return new Field<>(Kind.DEFAULTED, name, type, defaultValue, Notes.of(doc));
    }

    /** Must be given; for a string the empty string counts as missing. */
    public static <T> Field<T> required(FieldType<T> type, String name, String doc) {
        return new Field<>(Kind.REQUIRED, name, type, null, Notes.of(doc));
    }

    /** Empty unless given: a pointer in the Collector's own configuration. An explicit null is absent too. */
    public static <T> Field<Optional<T>> optional(FieldType<T> type, String name, String doc) {
        return of(new OptionalTypes.Nullable<>(type), name, Optional.empty(), doc);
    }

    /** A struct that is on when its key is present, even as {@code grpc:} with nothing behind it. */
    public static <C> Field<Optional<C>> optional(ConfigSpec<C> spec, String name, String doc) {
        return optional(FieldType.nested(spec), name, doc);
    }

    /**
     * A struct that {@code enabled: false} inside it turns off.
     *
     * @param on whether it is on when the key is absent
     */
    public static <C> Field<Optional<C>> switched(ConfigSpec<C> spec, String name, boolean on, String doc) {
        FieldType<Optional<C>> type = FieldType.switched(spec);
        return on
                ? new Field<>(Kind.DEFAULTED, name, type, null, Notes.of(doc))
                : new Field<>(Kind.DEFAULTED, name, type, Optional.empty(), Notes.of(doc));
    }

    /** A struct that is absent unless given, and with an explicit null: a plain pointer in the Collector's own. */
    public static <C> Field<Optional<C>> pointer(ConfigSpec<C> spec, String name, String doc) {
        return of(new OptionalTypes.Pointer<>(FieldType.nested(spec)), name, Optional.empty(), doc);
    }

    /** A struct that is always there; absent or null it has its defaults. */
    public static <C> Field<C> nested(ConfigSpec<C> spec, String name, String doc) {
        return new Field<>(Kind.DEFAULTED, name, FieldType.nested(spec), null, Notes.of(doc));
    }

    /** The fields of another spec at this level: what Go calls an embedded (squashed) struct. */
    public static <C> Field<C> inline(ConfigSpec<C> spec) {
        return new Field<>(Kind.INLINE, "", FieldType.nested(spec), null, Notes.of(""));
    }

    public static Field<Boolean> bool(String name, boolean defaultValue, String doc) {
        return of(FieldType.bool(), name, defaultValue, doc);
    }

    public static Field<Integer> int32(String name, int defaultValue, String doc) {
        return of(FieldType.int32(), name, defaultValue, doc);
    }

    public static Field<Long> int64(String name, long defaultValue, String doc) {
        return of(FieldType.int64(), name, defaultValue, doc);
    }

    public static Field<Double> float64(String name, double defaultValue, String doc) {
        return of(FieldType.float64(), name, defaultValue, doc);
    }

    public static Field<String> string(String name, String defaultValue, String doc) {
        return of(FieldType.string(), name, defaultValue, doc);
    }

    public static Field<Duration> duration(String name, Duration defaultValue, String doc) {
        return of(FieldType.duration(), name, defaultValue, doc);
    }

    /** One of the constants, in lower case. */
    public static <E extends Enum<E>> Field<E> choice(String name, E defaultValue, String doc) {
        return of(FieldType.choice(defaultValue.getDeclaringClass()), name, defaultValue, doc);
    }

    public static <T> Field<List<T>> list(FieldType<T> item, String name, String doc) {
        return of(FieldType.listOf(item), name, List.of(), doc);
    }

    /** Strings with their places; one string is taken as a list with commas between, as in the Collector. */
    public static Field<List<Located<String>>> strings(String name, String doc) {
        return of(FieldType.listFromStrings(FieldType.located(FieldType.string())), name, List.of(), doc);
    }

    public static <T> Field<List<T>> list(ConfigSpec<T> item, String name, String doc) {
        return list(FieldType.nested(item), name, doc);
    }

    public static <T> Field<Map<String, T>> map(FieldType<T> value, String name, String doc) {
        return of(FieldType.mapOf(value), name, Map.of(), doc);
    }

    public static <T> Field<Map<String, T>> map(ConfigSpec<T> value, String name, String doc) {
        return map(FieldType.nested(value), name, doc);
    }

    /** A field the Collector has and Phoenix does not do. It is never ignored: using it is an error that says why. */
    public static Field<Boolean> unsupported(String name, String why) {
        return new Field<>(Kind.UNSUPPORTED, name, FieldType.bool(), false, Notes.of(why));
    }

    /** A field that is accepted so that a configuration stays usable, and changes nothing here: a warning says why. */
    public static Field<Boolean> withoutEffect(String name, String why) {
        return new Field<>(Kind.WITHOUT_EFFECT, name, FieldType.bool(), false, Notes.of(why));
    }

    /**
     * For a field that is not supported or without effect: what the Collector takes there. The value is not used, and
     * one that the Collector would refuse is an error all the same.
     */
    public Field<T> shaped(FieldType<?> shape) {
        return new Field<>(
                kind, name, type, defaultValue, new Notes<>(notes.doc, notes.aliases, notes.rules, Optional.of(shape)));
    }

    /** A field that the Collector has removed: as unknown as any other, and the hint says why. */
    public static Field<Boolean> removed(String name, String why) {
        return new Field<>(Kind.REMOVED, name, FieldType.bool(), false, Notes.of(why));
    }

    /** An old name that still works and is reported as deprecated. */
    public Field<T> alias(String deprecatedName) {
        List<String> aliases = new ArrayList<>(notes.aliases);
        aliases.add(deprecatedName);
        return new Field<>(
                kind, name, type, defaultValue, new Notes<>(notes.doc, List.copyOf(aliases), notes.rules, notes.shape));
    }

    /**
     * With one more demand on the value.
     *
     * @param demand completes "must ...": {@code "be at least 1"}
     */
    public Field<T> must(Predicate<T> holds, String demand) {
        return with(new Rule<>(holds, demand, false));
    }

    /** As {@link #must}, for a demand that the Collector does not make: what it allows and Phoenix does not do. */
    public Field<T> mustHere(Predicate<T> holds, String demand) {
        return with(new Rule<>(holds, demand, true));
    }

    private Field<T> with(Rule<T> rule) {
        List<Rule<T>> rules = new ArrayList<>(notes.rules);
        rules.add(rule);
        return new Field<>(
                kind, name, type, defaultValue, new Notes<>(notes.doc, notes.aliases, List.copyOf(rules), notes.shape));
    }

    /** Inclusive; for types that have an order. */
    public Field<T> atLeast(T min) {
        return must(value -> compare(value, min) >= 0, "be at least " + type.format(min));
    }

    /** Inclusive; for types that have an order. */
    public Field<T> atMost(T max) {
        return must(value -> compare(value, max) <= 0, "be at most " + type.format(max));
    }

    @SuppressWarnings("unchecked")
    private static <T> int compare(T a, T b) {
        return ((Comparable<T>) a).compareTo(b);
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "Field " + name + " (" + type.name() + ")";
    }
}
