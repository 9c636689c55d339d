package phoenix.config.spec;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** The scalar field types. Leniency was established by running the Collector's {@code print-config} on each case. */
final class ScalarDecoders {
    static final FieldType<Boolean> BOOL = new Simple<>("bool", false, ScalarDecoders::bool, String::valueOf);
    static final FieldType<Long> INT64 = new Simple<>("int", 0L, ScalarDecoders::int64, String::valueOf);
    static final FieldType<Integer> INT32 = new Simple<>("int", 0, ScalarDecoders::int32, String::valueOf);
    static final FieldType<Double> FLOAT64 = new Simple<>("float", 0.0, ScalarDecoders::float64, String::valueOf);
    static final FieldType<String> STRING =
            new Simple<>("string", "", ScalarDecoders::string, s -> s.isEmpty() ? "\"\"" : s);
    static final FieldType<String> TEXT =
            new Simple<>("string", "", ScalarDecoders::text, s -> s.isEmpty() ? "\"\"" : s);
    static final FieldType<Duration> DURATION =
            new Simple<>("duration", Duration.ZERO, ScalarDecoders::duration, GoDuration::format);
    static final FieldType<Secret> SECRET =
            new Simple<>("secret string", new Secret(""), ScalarDecoders::secret, s -> s.isEmpty() ? "\"\"" : "" + s);
    static final FieldType<AnyValue> ANY = new Simple<>(
            "any",
            new AnyValue.Nothing(),
            (node, context) -> Optional.of(AnyValue.of(node)),
            v -> v instanceof AnyValue.Nothing ? "" : String.valueOf(v));
    static final FieldType<YamlNode> RAW =
            new Simple<>("any", null, (node, context) -> Optional.of(node), YamlNode::describe);
    static final FieldType<YamlMapping> RAW_MAP = new Simple<>(
            "map",
            null,
            (node, context) -> node instanceof YamlMapping m ? Optional.of(m) : context.wrongType(node, "a map", ""),
            YamlNode::describe);

    private ScalarDecoders() {}

    private record Simple<T>(
            String name,
            @Nullable T zeroValue,
            BiFunction<YamlNode, DecodeContext, Optional<T>> decoder,
            Function<T, String> formatter)
            implements FieldType<T> {
        @Override
        public Optional<T> decode(YamlNode node, DecodeContext context) {
            return decoder.apply(node, context);
        }

        @Override
        public Optional<T> zero() {
            return Optional.ofNullable(zeroValue);
        }

        @Override
        public String format(T value) {
            return formatter.apply(value);
        }

        @Override
        public Map<String, Object> schema() {
            return switch (name) {
                case "bool" -> JsonSchema.scalar("boolean");
                case "int" -> JsonSchema.scalar("integer");
                case "float" -> JsonSchema.scalar("number");
                case "string", "duration", "secret string" -> JsonSchema.text();
                case "map" -> JsonSchema.mapOf(Map.of());
                default -> Map.of();
            };
        }
    }

    private static Optional<Boolean> bool(YamlNode node, DecodeContext context) {
        if (node instanceof YamlScalar s && s.value() instanceof Boolean b) {
            return Optional.of(b);
        }
        boolean word = node instanceof YamlScalar s
                && s.text().toLowerCase(java.util.Locale.ROOT).matches("yes|no|on|off|true|false");
        return context.wrongType(node, "a bool", word ? "write true or false, without quotes" : "");
    }

    private static Optional<Long> int64(YamlNode node, DecodeContext context) {
        if (node instanceof YamlScalar s) {
            switch (s.value()) {
                case Long l -> {
                    return Optional.of(l);
                }
                case Double d
                when Math.abs(d) < 0x1p63 -> {
                    if (d != Math.rint(d)) {
                        context.report(
                                DiagnosticCode.VALUE_TRUNCATED,
                                node.span(),
                                context.name() + ": an int; the Collector cuts " + d + " off to " + d.longValue());
                    }
                    return Optional.of(d.longValue());
                }
                case BigInteger big -> {
                    return tooLarge(node, context);
                }
                case null, default -> {}
            }
        }
        return context.wrongType(node, "an int", unquoteHint(node));
    }

    private static Optional<Integer> int32(YamlNode node, DecodeContext context) {
        return int64(node, context)
                .flatMap(l -> l == l.intValue() ? Optional.of(l.intValue()) : tooLarge(node, context));
    }

    private static <T> Optional<T> tooLarge(YamlNode node, DecodeContext context) {
        context.report(DiagnosticCode.OUT_OF_RANGE, node.span(), context.name() + ": the number is too large");
        return Optional.empty();
    }

    private static Optional<Double> float64(YamlNode node, DecodeContext context) {
        return node instanceof YamlScalar s && s.value() instanceof Number n
                ? Optional.of(n.doubleValue())
                : context.wrongType(node, "a number", unquoteHint(node));
    }

    private static String unquoteHint(YamlNode node) {
        boolean quoted = node instanceof YamlScalar s
                && s.origin().isLiteral()
                && s.style() != YamlScalar.Style.PLAIN
                && YamlScalar.plain(s.text(), s.span()).value() instanceof Number;
        return quoted ? "remove the quotes" : "";
    }

    private static Optional<String> string(YamlNode node, DecodeContext context) {
        Optional<String> text =
                node instanceof YamlScalar s ? s.asString() : node.origin().originalText();
        return text.isPresent()
                ? text
                : context.wrongType(node, "a string", node instanceof YamlScalar ? "put it in quotes" : "");
    }

    private static Optional<String> text(YamlNode node, DecodeContext context) {
        return node instanceof YamlScalar s && s.value() != null
                ? Optional.of(s.asString().orElseGet(() -> canonical(s)))
                : string(node, context);
    }

    /** As the Collector writes the value again for Prometheus: {@code 0x10} is 16, and {@code 1.0} is 1. */
    private static String canonical(YamlScalar s) {
        return switch (s.value()) {
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> String.valueOf(d.longValue());
            case null, default -> String.valueOf(s.value());
        };
    }

    private static Optional<Secret> secret(YamlNode node, DecodeContext context) {
        context.diagnostics().markSecret(node.span());
        return string(node, context).map(Secret::new);
    }

    private static Optional<Duration> duration(YamlNode node, DecodeContext context) {
        if (!(node instanceof YamlScalar s)) {
            return context.wrongType(node, "a duration such as 10s", "");
        }
        return switch (s.value()) {
            case Number n -> {
                // The Collector's decoder takes a bare number for nanoseconds. Only 0 is ever meant that way.
                if (n.doubleValue() != 0) {
                    context.report(
                            DiagnosticCode.DURATION_WITHOUT_UNIT,
                            node.span(),
                            context.name() + ": a duration without a unit means nanoseconds",
                            "write a unit: " + n.longValue() + "s");
                }
                yield Optional.of(Duration.ofNanos(n.longValue()));
            }
            case String text when s.type() == YamlScalar.Type.STRING -> parseDuration(s, text, context);
            case null, default -> context.wrongType(node, "a duration such as 10s", "");
        };
    }

    private static Optional<Duration> parseDuration(YamlScalar node, String text, DecodeContext context) {
        try {
            return Optional.of(GoDuration.parse(text));
        } catch (IllegalArgumentException e) {
            context.report(
                    DiagnosticCode.BAD_VALUE,
                    node.span(),
                    context.name() + ": " + e.getMessage(),
                    "write it as 200ms, 10s, 1m30s or 2h");
            return Optional.empty();
        }
    }
}
