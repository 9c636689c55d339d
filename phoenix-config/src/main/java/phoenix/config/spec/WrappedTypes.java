package phoenix.config.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Types made from other types. */
final class WrappedTypes {
    private WrappedTypes() {}

    record LocatedType<T>(FieldType<T> type) implements FieldType<Located<T>> {
        @Override
        public String name() {
            return type.name();
        }

        @Override
        public Optional<Located<T>> decode(YamlNode node, DecodeContext context) {
            return CollectionTypes.orZero(type, node, context).map(v -> new Located<>(v, node));
        }

        @Override
        public String format(Located<T> value) {
            return type.format(value.value());
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

    record ShorthandType<S, C>(FieldType<S> plain, Function<S, C> expand, FieldType<C> full) implements FieldType<C> {
        @Override
        public String name() {
            return plain.name() + " or map";
        }

        @Override
        public Optional<C> decode(YamlNode node, DecodeContext context) {
            return node instanceof YamlMapping
                    ? full.decode(node, context)
                    : plain.decode(node, context).map(expand);
        }

        @Override
        public Map<String, Object> schema() {
            return JsonSchema.anyOf(List.of(plain.schema(), full.schema()));
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return full.docs(prefix);
        }
    }

    record ParsedType<T, R>(FieldType<T> type, String name, Function<T, R> parse, Function<R, String> formatter)
            implements FieldType<R> {
        @Override
        public Optional<R> decode(YamlNode node, DecodeContext context) {
            Optional<T> plain = CollectionTypes.orZero(type, node, context);
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parse.apply(plain.get()));
            } catch (IllegalArgumentException e) {
                String reason = e.getMessage() == null ? "not a " + name : e.getMessage();
                context.report(DiagnosticCode.BAD_VALUE, node.span(), context.name() + ": " + reason);
                return Optional.empty();
            }
        }

        @Override
        public String format(R value) {
            return formatter.apply(value);
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
}
