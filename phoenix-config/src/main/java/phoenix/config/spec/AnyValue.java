package phoenix.config.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** A value of no fixed type, typed as YAML types it: {@code value:} of an attribute action. */
public sealed interface AnyValue {
    record Text(String value) implements AnyValue {}

    record Int(long value) implements AnyValue {}

    record Decimal(double value) implements AnyValue {}

    record Bool(boolean value) implements AnyValue {}

    record Items(List<AnyValue> items) implements AnyValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Entries(Map<String, AnyValue> entries) implements AnyValue {
        public Entries {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** Nothing was given, or an explicit null. */
    record Nothing() implements AnyValue {}

    static AnyValue of(YamlNode node) {
        return switch (node) {
            case YamlScalar scalar -> ofScalar(scalar);
            case YamlSequence list -> {
                List<AnyValue> items = new ArrayList<>();
                list.items().forEach(item -> items.add(of(item)));
                yield new Items(items);
            }
            case YamlMapping map -> {
                Map<String, AnyValue> entries = new LinkedHashMap<>();
                map.entries().forEach(e -> entries.put(e.name(), of(e.value())));
                yield new Entries(entries);
            }
        };
    }

    private static AnyValue ofScalar(YamlScalar scalar) {
        return switch (scalar.value()) {
            case null -> new Nothing();
            case Boolean b -> new Bool(b);
            case Long l -> new Int(l);
            case Number n -> new Decimal(n.doubleValue());
            default -> new Text(scalar.text());
        };
    }
}
