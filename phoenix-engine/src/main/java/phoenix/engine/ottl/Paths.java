package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** Compiles the paths of resources and scopes, and hands those of metrics and points on. */
final class Paths {
    private Paths() {}

    /** The field behind a path that the resolver has found, indexed by the keys if there are any. */
    static Accessor compile(String context, String field, List<Getter> keys) {
        if (context.equals("otelcol")) {
            return ClientPaths.compile(field, keys);
        }
        Accessor base = switch (context) {
            case "resource" -> resource(field);
            case "scope", "instrumentation_scope" -> scope(field);
            case "metric" -> MetricPaths.compile(field);
            case "datapoint" -> point(field);
            case "exemplar" -> ExemplarPaths.compile(field);
            default -> throw new IllegalArgumentException(context);
        };
        if (keys.isEmpty()) {
            return base;
        }
        Accessor.MapField map = (Accessor.MapField) base;
        if (keys.size() == 1 && keys.getFirst() instanceof Getter.Literal(Object key) && key instanceof String name) {
            return new AttributeAccessor(map, name);
        }
        return new NestedAccessor(map, keys);
    }

    private static Accessor point(String field) {
        Accessor accessor = PointPaths.compile(field);
        return field.equals("exemplars") ? new ExemplarPaths.Whole(accessor) : accessor;
    }

    /** A map to keep values in from statement to statement; every item begins with an empty one. */
    static final class CacheField implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return row.cache;
        }

        @Override
        public void setMap(Row row, Attributes map) {
            row.cache = map;
        }
    }

    private static Accessor resource(String field) {
        return switch (field) {
            case "attributes" -> new ResourceAttributes();
            case "cache" -> new CacheField();
            case "schema_url" ->
                text(row -> row.edit().resource(row.resource).schemaUrl(), (row, text) -> {
                    Resource old = row.edit().resource(row.resource);
                    row.edit()
                            .setResource(
                                    row.resource,
                                    new Resource(
                                            old.attributes(), old.droppedAttributesCount(), text, old.entityRefs()));
                });
            case "dropped_attributes_count" ->
                number(
                        row -> row.edit().resource(row.resource).droppedAttributesCount() & 0xffffffffL,
                        (row, count) -> {
                            Resource old = row.edit().resource(row.resource);
                            row.edit()
                                    .setResource(
                                            row.resource,
                                            new Resource(
                                                    old.attributes(), (int) count, old.schemaUrl(), old.entityRefs()));
                        });
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static final class ResourceAttributes implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return row.edit().resource(row.resource).attributes();
        }

        @Override
        public void setMap(Row row, Attributes map) {
            row.edit()
                    .setResource(row.resource, row.edit().resource(row.resource).withAttributes(map));
        }
    }

    private static Accessor scope(String field) {
        return switch (field) {
            case "attributes" -> new ScopeAttributes();
            case "cache" -> new CacheField();
            case "name" ->
                text(
                        row -> scopeOf(row).name(),
                        (row, text) -> setScope(
                                row, text, scopeOf(row).version(), scopeOf(row).schemaUrl()));
            case "version" ->
                text(
                        row -> scopeOf(row).version(),
                        (row, text) -> setScope(
                                row, scopeOf(row).name(), text, scopeOf(row).schemaUrl()));
            case "schema_url" ->
                text(
                        row -> scopeOf(row).schemaUrl(),
                        (row, text) ->
                                setScope(row, scopeOf(row).name(), scopeOf(row).version(), text));
            case "dropped_attributes_count" ->
                number(row -> scopeOf(row).droppedAttributesCount() & 0xffffffffL, (row, count) -> {
                    Scope old = scopeOf(row);
                    Scope changed =
                            new Scope(old.name(), old.version(), old.attributes(), (int) count, old.schemaUrl());
                    row.edit().setScope(row.scope, changed);
                });
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static Scope scopeOf(Row row) {
        return row.edit().scope(row.scope);
    }

    private static void setScope(Row row, String name, String version, String schemaUrl) {
        Scope old = scopeOf(row);
        row.edit()
                .setScope(
                        row.scope, new Scope(name, version, old.attributes(), old.droppedAttributesCount(), schemaUrl));
    }

    private static final class ScopeAttributes implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return scopeOf(row).attributes();
        }

        @Override
        public void setMap(Row row, Attributes map) {
            row.edit().setScope(row.scope, scopeOf(row).withAttributes(map));
        }
    }

    interface TextReader {
        String read(Row row);
    }

    interface TextWriter {
        void write(Row row, String text);
    }

    interface NumberReader {
        long read(Row row);
    }

    interface NumberWriter {
        void write(Row row, long number);
    }

    static Accessor.TextField text(TextReader reader, TextWriter writer) {
        return new Accessor.TextField() {
            @Override
            public String text(Row row) {
                return reader.read(row);
            }

            @Override
            public void setText(Row row, String text) {
                writer.write(row, text);
            }
        };
    }

    /** An integer that is always there. */
    static Accessor.LongField number(NumberReader reader, NumberWriter writer) {
        return new Accessor.LongField() {
            @Override
            public boolean isPresent(Row row) {
                return true;
            }

            @Override
            public long number(Row row) {
                return reader.read(row);
            }

            @Override
            public void set(Row row, @Nullable Object value) throws EvalException {
                writer.write(row, Values.integer(value));
            }
        };
    }
}
