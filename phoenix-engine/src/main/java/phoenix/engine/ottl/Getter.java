package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;

/** A compiled value expression. Safe for use by several threads; all state is in the row. */
interface Getter {
    /** The value for the row's present item; null is nil. */
    @Nullable
    Object get(Row row) throws EvalException;

    /** A value known before any data is seen. */
    record Literal(@Nullable Object value) implements Getter {
        @Override
        public @Nullable Object get(Row row) {
            return value;
        }
    }
}
