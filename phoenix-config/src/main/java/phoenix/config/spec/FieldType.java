package phoenix.config.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * How a value of type {@code T} is read from YAML, with the leniency of the Collector's decoder and no more: a string
 * field takes no number (but the original text of an expansion), a bool field takes no {@code "true"}, an int field
 * takes a float and cuts it off.
 *
 * <p>Immutable and thread-safe.
 */
public interface FieldType<T> {
    /** The name in messages and documentation: {@code duration}, {@code list of string}. */
    String name();

    /**
     * Reads a value.
     *
     * @return empty when it does not fit; the reason has then been reported
     */
    Optional<T> decode(YamlNode node, DecodeContext context);

    /** What an explicit {@code null} gives; empty when null means the default of the field, as for nested structs. */
    default Optional<T> zero() {
        return Optional.empty();
    }

    /** A value as a user would write it. */
    default String format(T value) {
        return String.valueOf(value);
    }

    /** What fits, as a JSON Schema. */
    default Map<String, Object> schema() {
        return Map.of();
    }

    /** The fields below this one. */
    default List<FieldDoc> docs(String prefix) {
        return List.of();
    }

    static FieldType<Boolean> bool() {
        return ScalarDecoders.BOOL;
    }

    static FieldType<Long> int64() {
        return ScalarDecoders.INT64;
    }

    static FieldType<Integer> int32() {
        return ScalarDecoders.INT32;
    }

    static FieldType<Double> float64() {
        return ScalarDecoders.FLOAT64;
    }

    static FieldType<String> string() {
        return ScalarDecoders.STRING;
    }

    /**
     * As Go's YAML library reads a string, which takes every plain value: {@code true} and {@code 8080} are texts. The
     * part of a configuration that is Prometheus's own is read by it.
     */
    static FieldType<String> text() {
        return ScalarDecoders.TEXT;
    }

    static FieldType<Duration> duration() {
        return ScalarDecoders.DURATION;
    }

    static FieldType<Secret> secret() {
        return ScalarDecoders.SECRET;
    }

    static FieldType<AnyValue> any() {
        return ScalarDecoders.ANY;
    }

    /** The node as it is, for what is decoded later. */
    static FieldType<YamlNode> raw() {
        return ScalarDecoders.RAW;
    }

    /** A map as it is. */
    static FieldType<YamlMapping> rawMap() {
        return ScalarDecoders.RAW_MAP;
    }

    /** One of the constants, written in lower case: {@code CUMULATIVE_ONLY} is {@code cumulative_only}. */
    static <E extends Enum<E>> FieldType<E> choice(Class<E> constants) {
        return choice(constants, Set.of());
    }

    /** One of the keys, exactly as written there. */
    static <E> FieldType<E> choice(Map<String, E> byName) {
        return new ChoiceType<>(byName, false, Set.of());
    }

    /** As {@link #choice(Map)}; these words of the Collector are no misspellings, and are not supported here. */
    static <E> FieldType<E> choice(Map<String, E> byName, Set<String> notHere) {
        return new ChoiceType<>(byName, false, Set.copyOf(notHere));
    }

    /** As {@link #choice(Class)}; these words of the Collector are no misspellings, and are not supported here. */
    static <E extends Enum<E>> FieldType<E> choice(Class<E> constants, Set<String> notHere) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : constants.getEnumConstants()) {
            byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return choice(byName, notHere);
    }

    /** As {@link #choice(Class)}, upper and lower case alike. */
    static <E extends Enum<E>> FieldType<E> choiceIgnoringCase(Class<E> constants) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : constants.getEnumConstants()) {
            byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return new ChoiceType<>(byName, true, Set.of());
    }

    /** A list. For items read from strings, one string is taken as a comma-separated list, as the Collector does. */
    static <T> FieldType<List<T>> listOf(FieldType<T> item) {
        return new CollectionTypes.ListType<>(item, item.equals(string()));
    }

    /** As {@link #listOf(FieldType)}, for what is a list of strings to the Collector and more than strings here. */
    static <T> FieldType<List<T>> listFromStrings(FieldType<T> item) {
        return new CollectionTypes.ListType<>(item, true);
    }

    static <T> FieldType<List<T>> listOf(ConfigSpec<T> item) {
        return listOf(nested(item));
    }

    /** A map with keys of the user's choice; keeps their order. */
    static <T> FieldType<Map<String, T>> mapOf(FieldType<T> value) {
        return new CollectionTypes.MapType<>(value, false);
    }

    static <T> FieldType<Map<String, T>> mapOf(ConfigSpec<T> value) {
        return mapOf(nested(value));
    }

    /** A map, or a list of {@code {name, value}} pairs: the two forms of {@code headers:}. */
    static <T> FieldType<Map<String, T>> mapOrPairs(FieldType<T> value) {
        return new CollectionTypes.MapType<>(value, true);
    }

    /** A struct of its own; {@code null} means all its defaults. */
    static <C> FieldType<C> nested(ConfigSpec<C> spec) {
        return new NestedType<>(spec);
    }

    /** A struct that {@code enabled: false} inside it turns off. */
    static <C> FieldType<Optional<C>> switched(ConfigSpec<C> spec) {
        return new OptionalTypes.Switched<>(nested(spec));
    }

    /** With the place it was written at. */
    static <T> FieldType<Located<T>> located(FieldType<T> type) {
        return new WrappedTypes.LocatedType<>(type);
    }

    /** Either a plain value or the full struct: an OTTL statement, or {@code {context, conditions, statements}}. */
    static <S, C> FieldType<C> shorthand(FieldType<S> plain, Function<S, C> expand, ConfigSpec<C> full) {
        return new WrappedTypes.ShorthandType<>(plain, expand, nested(full));
    }

    /**
     * A value with a syntax of its own: {@code FieldType.string().as("RE2 pattern", Pattern::compile, Pattern::pattern)}.
     *
     * @param parse throws {@link IllegalArgumentException} with what is wrong; it is reported at the value
     * @param format the reverse, for documentation
     */
    default <R> FieldType<R> as(String typeName, Function<T, R> parse, Function<R, String> format) {
        return new WrappedTypes.ParsedType<>(this, typeName, parse, format);
    }
}
