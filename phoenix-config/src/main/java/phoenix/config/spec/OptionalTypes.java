package phoenix.config.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Types of fields that may be absent. */
// An inner Optional is the value ("absent"); the outer one says whether decoding succeeded.
@SuppressWarnings("OptionalMapToOptional")
final class OptionalTypes {
    private static final String SWITCH = "enabled";

    private OptionalTypes() {}

    record Nullable<T>(FieldType<T> type) implements FieldType<Optional<T>> {
        @Override
        public String name() {
            return type.name();
        }

        /** Null is "not given" for a plain value, and "given with its defaults" for a struct. */
        @Override
        public Optional<Optional<T>> zero() {
            return type.zero().map(zero -> Optional.empty());
        }

        @Override
        public Optional<Optional<T>> decode(YamlNode node, DecodeContext context) {
            return type.decode(node, context).map(Optional::of);
        }

        @Override
        public String format(Optional<T> value) {
            return value.map(type::format).orElse("");
        }

        @Override
        public Map<String, Object> schema() {
            return type.schema();
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return type.docs(prefix);
        }
    }

    /** As {@link Nullable}, for a struct of which null means that it is absent. */
    record Pointer<C>(FieldType<C> struct) implements FieldType<Optional<C>> {
        @Override
        public String name() {
            return struct.name();
        }

        @Override
        public Optional<Optional<C>> zero() {
            return Optional.of(Optional.empty());
        }

        @Override
        public Optional<Optional<C>> decode(YamlNode node, DecodeContext context) {
            return struct.decode(node, context).map(Optional::of);
        }

        @Override
        public String format(Optional<C> value) {
            return "";
        }

        @Override
        public Map<String, Object> schema() {
            return struct.schema();
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return struct.docs(prefix);
        }
    }

    record Switched<C>(FieldType<C> struct) implements FieldType<Optional<C>> {
        @Override
        public String name() {
            return struct.name();
        }

        @Override
        public Optional<Optional<C>> decode(YamlNode node, DecodeContext context) {
            if (!(node instanceof YamlMapping map) || !map.has(SWITCH)) {
                return struct.decode(node, context).map(Optional::of);
            }
            Optional<Boolean> on = map.get(SWITCH)
                    .flatMap(value -> CollectionTypes.orZero(FieldType.bool(), value, context.field(SWITCH)));
            // What is switched off is still checked: a typing error there would come up when it is switched on.
            Optional<C> decoded = struct.decode(map.without(SWITCH), context);
            return on.isEmpty() || decoded.isEmpty()
                    ? Optional.empty()
                    : Optional.of(on.get() ? decoded : Optional.empty());
        }

        @Override
        public String format(Optional<C> value) {
            return "";
        }

        @Override
        public Map<String, Object> schema() {
            return struct.schema();
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return struct.docs(prefix);
        }
    }
}
