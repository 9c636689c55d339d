package phoenix.engine.attributes;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import phoenix.config.spec.AnyValue;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * One action of the processors {@code attributes} and {@code resource}, as a user writes it.
 */
public record ActionConfig(
        String key,
        Kind action,
        Optional<AnyValue> value,
        Sources sources,
        Optional<Pattern> pattern,
        Optional<TargetType> convertedType) {

    /** The two other places a value can come from. */
    public record Sources(String fromAttribute, Optional<AnyValue> defaultValue) {}

    /** The words of {@code action}. */
    public enum Kind {
        INSERT,
        UPDATE,
        UPSERT,
        DELETE,
        HASH,
        EXTRACT,
        CONVERT;

        boolean takesValue() {
            return this == INSERT || this == UPDATE || this == UPSERT;
        }
    }

    private static final FieldType<Pattern> RE2 =
            FieldType.string().as("regular expression (RE2)", ActionConfig::parsePattern, Pattern::pattern);

    private static final Field<String> KEY = Field.string("key", "", "The attribute to act on");
    private static final Field<Kind> ACTION = Field.required(
            FieldType.choiceIgnoringCase(Kind.class),
            "action",
            "insert, update, upsert, delete, hash, extract or convert");
    private static final Field<Optional<AnyValue>> VALUE =
            Field.optional(FieldType.any(), "value", "The value to set, typed as YAML types it");
    private static final Field<String> FROM_ATTRIBUTE =
            Field.string("from_attribute", "", "Take the value of this attribute; without it nothing is done");
    private static final Field<Boolean> FROM_CONTEXT = Field.unsupported(
            "from_context", "receivers here do not carry client metadata; use value or from_attribute");
    private static final Field<Optional<AnyValue>> DEFAULT_VALUE =
            Field.optional(FieldType.any(), "default_value", "What to set when from_attribute is absent");
    private static final Field<Optional<Pattern>> PATTERN =
            Field.optional(RE2, "pattern", "Keys to delete or hash, or the named groups to extract");
    private static final Field<Optional<TargetType>> CONVERTED_TYPE =
            Field.optional(FieldType.choice(TargetType.class), "converted_type", "int, double or string");

    /** The fields of one action, with the rules of the Collector about which go together. */
    public static final ConfigSpec<ActionConfig> SPEC = ConfigSpec.of(
                    v -> new ActionConfig(
                            v.get(KEY),
                            v.get(ACTION),
                            v.get(VALUE),
                            new Sources(v.get(FROM_ATTRIBUTE), v.get(DEFAULT_VALUE)),
                            v.get(PATTERN),
                            v.get(CONVERTED_TYPE)),
                    KEY,
                    ACTION,
                    VALUE,
                    FROM_ATTRIBUTE,
                    FROM_CONTEXT,
                    DEFAULT_VALUE,
                    PATTERN,
                    CONVERTED_TYPE)
            .check(ActionConfig::check);

    private static Pattern parsePattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void check(ActionConfig config, CheckContext context) {
        Kind action = config.action();
        boolean byPattern = (action == Kind.DELETE || action == Kind.HASH)
                && config.pattern().isPresent();
        if (config.key().isEmpty() && !byPattern) {
            context.missing(KEY, "action " + name(action) + " needs it");
        }
        if (action.takesValue()) {
            checkValue(config, context);
        } else if (config.value().isPresent()
                || !config.sources().fromAttribute().isEmpty()) {
            context.error(VALUE, "action " + name(action) + " takes no value");
        }
        if (action == Kind.EXTRACT) {
            checkExtract(config, context);
        } else if (config.pattern().isPresent() && !byPattern) {
            context.error(PATTERN, "action " + name(action) + " takes no pattern");
        }
        if (action == Kind.CONVERT && config.convertedType().isEmpty()) {
            context.missing(CONVERTED_TYPE, "action convert needs it");
        }
        if (action != Kind.CONVERT && config.convertedType().isPresent()) {
            context.error(CONVERTED_TYPE, "only action convert takes it");
        }
    }

    private static void checkValue(ActionConfig config, CheckContext context) {
        boolean fromAttribute = !config.sources().fromAttribute().isEmpty();
        if (config.value().isEmpty() && !fromAttribute && !context.isSet(FROM_CONTEXT)) {
            context.missing(VALUE, "action " + name(config.action()) + " needs value or from_attribute");
        }
        if (config.value().isPresent() && fromAttribute) {
            context.error(FROM_ATTRIBUTE, "only one of value and from_attribute may be given");
        }
    }

    private static void checkExtract(ActionConfig config, CheckContext context) {
        if (config.pattern().isEmpty()) {
            context.missing(PATTERN, "action extract needs it");
            return;
        }
        Pattern pattern = config.pattern().get();
        if (pattern.namedGroups().isEmpty()) {
            context.error(PATTERN, "has no named group to extract", "name one: (?P<name>...)");
        } else if (pattern.namedGroups().size() != pattern.groupCount()) {
            context.error(PATTERN, "has a group without a name", "name it, or make it (?:...)");
        }
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The action that a sound configuration stands for. */
    public AttributeAction toAction() {
        return switch (action) {
            case INSERT -> new AttributeAction.Insert(key, source());
            case UPDATE -> new AttributeAction.Update(key, source());
            case UPSERT -> new AttributeAction.Upsert(key, source());
            case DELETE -> new AttributeAction.Delete(optionalKey(), pattern);
            case HASH -> new AttributeAction.Hash(optionalKey(), pattern);
            case EXTRACT -> new AttributeAction.Extract(key, pattern.orElseThrow());
            case CONVERT -> new AttributeAction.Convert(key, convertedType.orElseThrow());
        };
    }

    public static List<AttributeAction> toActions(List<ActionConfig> configs) {
        return configs.stream().map(ActionConfig::toAction).toList();
    }

    private Optional<String> optionalKey() {
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    private AttributeAction.Source source() {
        if (value.isPresent()) {
            Value constant = toValue(value.get());
            return _ -> constant;
        }
        Optional<Value> fallback = sources.defaultValue().map(ActionConfig::toValue);
        return attributes -> {
            Value found = attributes.get(sources.fromAttribute());
            return found != null ? found : fallback.orElse(null);
        };
    }

    private static Value toValue(AnyValue value) {
        return switch (value) {
            case AnyValue.Text(String text) -> Value.of(text);
            case AnyValue.Int(long number) -> Value.of(number);
            case AnyValue.Decimal(double number) -> Value.of(number);
            case AnyValue.Bool(boolean bool) -> Value.of(bool);
            case AnyValue.Nothing() -> Value.EMPTY;
            case AnyValue.Items(List<AnyValue> items) ->
                new Value.ListValue(items.stream().map(ActionConfig::toValue).toList());
            case AnyValue.Entries(var entries) -> {
                Attributes.Builder map = Attributes.builder();
                entries.forEach((k, v) -> map.put(k, toValue(v)));
                yield new Value.MapValue(map.build());
            }
        };
    }
}
