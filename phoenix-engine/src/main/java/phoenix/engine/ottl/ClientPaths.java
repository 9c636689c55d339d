package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;

/**
 * The paths of {@code otelcol}: what the Collector knows of the client that sent a batch. Nothing of it is carried here,
 * so they read as they do there for metrics that no client sent; they cannot be written.
 */
final class ClientPaths {
    private ClientPaths() {}

    static Accessor compile(String field, List<Getter> keys) {
        return new ReadOnly(field, field.equals("client.addr") ? null : Attributes.EMPTY, keys);
    }

    private record ReadOnly(String field, @Nullable Object value, List<Getter> keys) implements Accessor {
        @Override
        public @Nullable Object get(Row row) throws EvalException {
            return keys.isEmpty() ? value : NestedAccessor.index(row, value, keys);
        }

        @Override
        public void set(Row row, @Nullable Object written) throws EvalException {
            throw new EvalException("otelcol." + field + " is read-only");
        }
    }
}
