package phoenix.config.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * The declared shape of a configuration struct. One declaration gives strict parsing with positions, defaults, checks
 * and the documentation table:
 *
 * <pre>{@code
 * static final ConfigSpec<Config> SPEC = ConfigSpec.of(v -> new Config(v.get(TIMEOUT), v.get(SIZE)), TIMEOUT, SIZE)
 *         .check((config, context) -> {
 *             if (config.sizeMax() > 0 && config.sizeMax() < config.size()) {
 *                 context.error(SIZE_MAX, "must be at least send_batch_size");
 *             }
 *         });
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ConfigSpec<C> {
    private final Function<Values, C> build;
    private final List<Field<?>> fields;
    private final List<BiConsumer<C, CheckContext>> checks;
    private final boolean open;

    private ConfigSpec(
            Function<Values, C> build, List<Field<?>> fields, List<BiConsumer<C, CheckContext>> checks, boolean open) {
        this.build = build;
        this.fields = List.copyOf(fields);
        this.checks = List.copyOf(checks);
        this.open = open;
    }

    /** A struct of which nothing is known: every field is accepted. */
    public static <C> ConfigSpec<C> opaque(C value) {
        return new ConfigSpec<>(_ -> value, List.of(), List.of(), true);
    }

    /**
     * Declares a struct.
     *
     * @param build makes the struct from its decoded fields
     * @throws IllegalArgumentException when two fields share a name: a mistake in the declaration
     */
    public static <C> ConfigSpec<C> of(Function<Values, C> build, Field<?>... fields) {
        ConfigSpec<C> spec = new ConfigSpec<>(build, List.of(fields), List.of(), false);
        Set<String> names = new HashSet<>();
        for (String name : spec.names(true)) {
            if (!names.add(name)) {
                throw new IllegalArgumentException("field \"" + name + "\" is declared twice");
            }
        }
        return spec;
    }

    /** With one more check of the whole struct; it runs only when every field is sound. */
    public ConfigSpec<C> check(BiConsumer<C, CheckContext> check) {
        List<BiConsumer<C, CheckContext>> all = new ArrayList<>(checks);
        all.add(check);
        return new ConfigSpec<>(build, fields, all, open);
    }

    /**
     * Reads a component's configuration; an absent or null one has all defaults.
     *
     * @param owner names it in messages: {@code processors::batch}
     * @return empty when there was an error, which is then in {@code diagnostics}
     */
    public Optional<C> decode(YamlNode node, String owner, Diagnostics diagnostics) {
        return FieldType.nested(this).decode(node, DecodeContext.of(diagnostics, owner));
    }

    /**
     * As {@link #decode(YamlNode, String, Diagnostics)}, but unknown fields do not stop it: for a reader that goes on to
     * report what else is wrong.
     */
    public Optional<C> decodeKnown(YamlMapping map, String owner, Diagnostics diagnostics) {
        DecodeContext context = DecodeContext.of(diagnostics, owner);
        reportUnknown(map, context);
        return decodeKnown(map, context);
    }

    Optional<C> decode(YamlMapping map, DecodeContext context) {
        int errorsBefore = context.diagnostics().errorCount();
        reportUnknown(map, context);
        Optional<C> config = decodeKnown(map, context);
        return context.diagnostics().errorCount() == errorsBefore ? config : Optional.empty();
    }

    private Optional<C> decodeKnown(YamlMapping map, DecodeContext context) {
        Values values = new Values();
        boolean sound = true;
        for (Field<?> field : fields) {
            sound &= read(field, map, values, context);
        }
        if (!sound) {
            return Optional.empty();
        }
        C config = build.apply(values);
        int errorsBefore = context.diagnostics().errorCount();
        CheckContext check = new CheckContext(values, context, map);
        checks.forEach(c -> c.accept(config, check));
        return context.diagnostics().errorCount() == errorsBefore ? Optional.of(config) : Optional.empty();
    }

    private void reportUnknown(YamlMapping map, DecodeContext context) {
        Set<String> known = new HashSet<>(names(true));
        for (YamlMapping.Entry entry : map.entries()) {
            if (!open && !known.contains(entry.name())) {
                context.diagnostics()
                        .add(
                                DiagnosticCode.UNKNOWN_FIELD,
                                entry.key().span(),
                                context.name() + ": unknown field \"" + entry.name() + "\"",
                                Optional.of(NearestName.hint(entry.name(), names(false))
                                        .orElse(
                                                names(false).isEmpty()
                                                        ? "there are no fields here"
                                                        : "known fields: " + String.join(", ", names(false)))));
            }
        }
    }

    private <T> boolean read(Field<T> field, YamlMapping map, Values values, DecodeContext context) {
        if (field.kind == Field.Kind.INLINE) {
            Optional<T> inner = ((NestedType<T>) field.type).spec().decodeKnown(map, context);
            inner.ifPresent(v -> values.put(field, v));
            return inner.isPresent();
        }
        Optional<YamlMapping.Entry> entry = find(field, map, context);
        Optional<T> value = switch (field.kind) {
            case UNSUPPORTED, WITHOUT_EFFECT, REMOVED -> {
                entry.ifPresent(e -> refuse(field, e, context));
                yield entry.isEmpty() || hasShape(field, entry.get().value(), context)
                        ? Optional.ofNullable(field.defaultValue)
                        : Optional.empty();
            }
            case REQUIRED, DEFAULTED, INLINE ->
                entry.isPresent()
                        ? given(field, entry.get(), map, context.field(field.name))
                        : absent(field, map, context.field(field.name));
        };
        entry.ifPresent(e -> values.given(field, e.value()));
        value.ifPresent(v -> values.put(field, v));
        return value.isPresent();
    }

    private static Optional<YamlMapping.Entry> find(Field<?> field, YamlMapping map, DecodeContext context) {
        for (String alias : field.notes.aliases()) {
            Optional<YamlMapping.Entry> old = map.entry(alias);
            if (old.isPresent()) {
                context.report(
                        DiagnosticCode.DEPRECATED_FIELD,
                        old.get().key().span(),
                        context.name() + ": \"" + alias + "\" is a deprecated name",
                        "write \"" + field.name + "\"");
                if (!map.has(field.name)) {
                    return old;
                }
            }
        }
        return map.entry(field.name);
    }

    /** Whether a value that is not used is one that the Collector would take; else that has been reported. */
    private static boolean hasShape(Field<?> field, YamlNode value, DecodeContext context) {
        return value.isNull()
                || field.notes.shape().isEmpty()
                || field.notes
                        .shape()
                        .get()
                        .decode(value, context.field(field.name))
                        .isPresent();
    }

    private static void refuse(Field<?> field, YamlMapping.Entry entry, DecodeContext context) {
        if (field.kind == Field.Kind.REMOVED) {
            context.report(
                    DiagnosticCode.UNKNOWN_FIELD,
                    entry.key().span(),
                    context.name() + ": there is no field \"" + entry.name() + "\" any more",
                    field.notes.doc());
            return;
        }
        boolean unsupported = field.kind == Field.Kind.UNSUPPORTED;
        context.report(
                unsupported ? DiagnosticCode.UNSUPPORTED_FIELD : DiagnosticCode.FIELD_WITHOUT_EFFECT,
                entry.key().span(),
                context.name() + ": field \"" + entry.name()
                        + (unsupported ? "\" is not supported" : "\" has no effect here") + ": " + field.notes.doc());
    }

    private static <T> Optional<T> absent(Field<T> field, YamlMapping map, DecodeContext context) {
        if (field.kind == Field.Kind.REQUIRED) {
            return missing(field, map, map, context);
        }
        return field.defaultValue != null
                ? Optional.of(field.defaultValue)
                : field.type.decode(YamlMapping.empty(map.span()), context);
    }

    private static <T> Optional<T> given(
            Field<T> field, YamlMapping.Entry entry, YamlMapping map, DecodeContext context) {
        YamlNode node = entry.value();
        Optional<T> zero = node.isNull() ? field.type.zero() : Optional.empty();
        boolean required = field.kind == Field.Kind.REQUIRED;
        if (node.isNull() && required) {
            return missing(field, map, node, context);
        }
        if (zero.isPresent()) {
            if (!zero.get().equals(field.defaultValue)) {
                context.report(
                        DiagnosticCode.NULL_IS_ZERO,
                        entry.key().span(),
                        context.name() + ": null gives " + shown(field.type.format(zero.get()))
                                + " here, not the default"
                                + (field.defaultValue == null ? "" : " " + field.type.format(field.defaultValue)),
                        node.origin().unset().isEmpty()
                                ? "remove the key for the default"
                                : "environment variable "
                                        + String.join(", ", node.origin().unset()) + " is not set");
            }
            return rules(field, zero.get(), node, context);
        }
        // A null that has no zero value stands for the default; structs decode null themselves.
        if (node.isNull() && field.defaultValue != null && !(field.defaultValue instanceof Optional)) {
            return Optional.of(field.defaultValue);
        }
        Optional<T> value = field.type.decode(node, context);
        if (required && value.isPresent() && "".equals(value.get())) {
            return missing(field, map, node, context);
        }
        return value.flatMap(v -> rules(field, v, node, context));
    }

    private static String shown(String value) {
        return value.startsWith("\"") ? value : "\"" + value + "\"";
    }

    private static <T> Optional<T> missing(Field<T> field, YamlMapping map, YamlNode at, DecodeContext context) {
        String unset = String.join(", ", at.origin().unset());
        context.report(
                DiagnosticCode.MISSING_FIELD,
                at == map && !map.isEmpty() ? map.entries().getFirst().key().span() : at.span(),
                context.name() + ": required and " + (at == map ? "missing" : "empty"),
                unset.isEmpty()
                        ? "add \"" + field.name + "\": " + field.notes.doc()
                        : "environment variable " + unset + " is not set");
        return Optional.empty();
    }

    private static <T> Optional<T> rules(Field<T> field, T value, YamlNode node, DecodeContext context) {
        for (Field.Rule<T> rule : field.notes.rules()) {
            if (!rule.holds().test(value)) {
                context.report(
                        rule.here() ? DiagnosticCode.UNSUPPORTED_VALUE : DiagnosticCode.OUT_OF_RANGE,
                        node.span(),
                        context.name() + ": must " + rule.demand());
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** All names at this level, with inlined specs. */
    private List<String> names(boolean withAliases) {
        List<String> names = new ArrayList<>();
        for (Field<?> field : fields) {
            if (field.type instanceof NestedType<?> nested && field.kind == Field.Kind.INLINE) {
                names.addAll(nested.spec().names(withAliases));
            } else {
                names.add(field.name);
                if (withAliases) {
                    names.addAll(field.notes.aliases());
                }
            }
        }
        return names;
    }

    /** What fits, as a JSON Schema; fields that are not supported are no properties of it. */
    public Map<String, Object> schema() {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addProperties(properties, required);
        return JsonSchema.struct(properties, required);
    }

    private void addProperties(Map<String, Map<String, Object>> properties, List<String> required) {
        for (Field<?> field : fields) {
            switch (field.kind) {
                case INLINE -> ((NestedType<?>) field.type).spec().addProperties(properties, required);
                case UNSUPPORTED, REMOVED -> {}
                case WITHOUT_EFFECT, DEFAULTED -> properties.put(field.name, property(field));
                case REQUIRED -> {
                    properties.put(field.name, property(field));
                    required.add(field.name);
                }
            }
        }
    }

    private static <T> Map<String, Object> property(Field<T> field) {
        String dflt = field.defaultValue == null ? "" : field.type.format(field.defaultValue);
        return JsonSchema.described(field.type.schema(), field.notes.doc(), dflt);
    }

    /** One row per field, nested ones with dotted names, for the component's page. */
    public List<FieldDoc> docs() {
        return docs("");
    }

    List<FieldDoc> docs(String prefix) {
        List<FieldDoc> rows = new ArrayList<>();
        for (Field<?> field : fields) {
            addDocs(field, prefix, rows);
        }
        return rows;
    }

    private static <T> void addDocs(Field<T> field, String prefix, List<FieldDoc> rows) {
        String path = prefix + field.name;
        switch (field.kind) {
            case INLINE -> rows.addAll(((NestedType<T>) field.type).spec().docs(prefix));
            case REMOVED -> {}
            case UNSUPPORTED ->
                rows.add(new FieldDoc(path, "not supported", "", false, "Not supported: " + field.notes.doc()));
            case WITHOUT_EFFECT ->
                rows.add(new FieldDoc(path, "no effect", "", false, "Accepted, no effect: " + field.notes.doc()));
            case REQUIRED, DEFAULTED -> {
                String dflt = field.defaultValue == null ? "" : field.type.format(field.defaultValue);
                rows.add(new FieldDoc(
                        path, field.type.name(), dflt, field.kind == Field.Kind.REQUIRED, field.notes.doc()));
                rows.addAll(field.type.docs(path));
            }
        }
    }
}
