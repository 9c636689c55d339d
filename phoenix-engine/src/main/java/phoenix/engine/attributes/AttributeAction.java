package phoenix.engine.attributes;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * One change to an attribute map, with the semantics of the Collector's {@code internal/coreinternal/attraction}. A
 * source that is absent skips the action. Immutable and thread-safe.
 */
public sealed interface AttributeAction {
    Attributes apply(Attributes attributes);

    /** Where a value comes from; null when it is not there. */
    @FunctionalInterface
    interface Source {
        @Nullable
        Value valueFor(Attributes attributes);
    }

    /** Adds the key only where it is absent. */
    record Insert(String key, Source source) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            return attributes.indexOf(key) >= 0 ? attributes : put(attributes, key, source);
        }
    }

    /** Changes the key only where it is present. */
    record Update(String key, Source source) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            return attributes.indexOf(key) < 0 ? attributes : put(attributes, key, source);
        }
    }

    record Upsert(String key, Source source) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            return put(attributes, key, source);
        }
    }

    /** Removes the key and every key that the pattern finds; either may be left out. */
    record Delete(Optional<String> key, Optional<Pattern> pattern) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            Attributes result = key.map(attributes::without).orElse(attributes);
            return pattern.isPresent() ? withoutMatching(result, pattern.get()) : result;
        }
    }

    /** Replaces values by their SHA-256 in hex. */
    record Hash(Optional<String> key, Optional<Pattern> pattern) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            Attributes result = attributes;
            for (int i = 0; i < attributes.size(); i++) {
                String name = attributes.key(i);
                boolean hit = key.filter(name::equals).isPresent()
                        || pattern.filter(p -> p.matcher(name).find()).isPresent();
                if (hit) {
                    result = result.with(name, Value.of(sha256(attributes.value(i))));
                }
            }
            return result;
        }
    }

    /** Adds what the named groups of the pattern match in a string value; nothing when it does not match. */
    record Extract(String key, Pattern pattern) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            if (!(attributes.get(key) instanceof Value.StringValue(String text))) {
                return attributes;
            }
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return attributes;
            }
            Attributes result = attributes;
            for (Map.Entry<String, Integer> group : pattern.namedGroups().entrySet()) {
                String matched = matcher.group(group.getValue());
                result = result.with(group.getKey(), Value.of(matched == null ? "" : matched));
            }
            return result;
        }
    }

    /** Changes the type of a value; one that cannot be read as that type stays as it is. */
    record Convert(String key, TargetType type) implements AttributeAction {
        @Override
        public Attributes apply(Attributes attributes) {
            Value value = attributes.get(key);
            return value == null ? attributes : attributes.with(key, type.convert(value));
        }
    }

    private static Attributes put(Attributes attributes, String key, Source source) {
        Value value = source.valueFor(attributes);
        return value == null ? attributes : attributes.with(key, value);
    }

    private static Attributes withoutMatching(Attributes attributes, Pattern pattern) {
        Attributes result = attributes;
        for (int i = 0; i < attributes.size(); i++) {
            if (pattern.matcher(attributes.key(i)).find()) {
                result = result.without(attributes.key(i));
            }
        }
        return result;
    }

    /** The Collector hashes the text of a string and the little-endian bytes of a number; a list or map hashes to nothing. */
    private static String sha256(Value value) {
        byte[] bytes = switch (value) {
            case Value.StringValue(String s) -> s.getBytes(StandardCharsets.UTF_8);
            case Value.BoolValue(boolean b) -> new byte[] {(byte) (b ? 1 : 0)};
            case Value.IntValue(long l) ->
                ByteBuffer.allocate(8)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(l)
                        .array();
            case Value.DoubleValue(double d) ->
                ByteBuffer.allocate(8)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(Double.doubleToRawLongBits(d))
                        .array();
            default -> new byte[0];
        };
        if (bytes.length == 0 && !(value instanceof Value.StringValue)) {
            return "";
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
