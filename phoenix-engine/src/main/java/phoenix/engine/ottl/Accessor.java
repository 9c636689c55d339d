package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;

/** A compiled path: a value that can be written too. The sub-interfaces let hot nodes read without an object between. */
interface Accessor extends Getter {
    /** Writes the value; a null clears nothing, it is for the caller to leave out. */
    void set(Row row, @Nullable Object value) throws EvalException;

    /** A field that always holds text. */
    interface TextField extends Accessor {
        String text(Row row);

        void setText(Row row, String text);

        @Override
        default Object get(Row row) {
            return text(row);
        }

        @Override
        default void set(Row row, @Nullable Object value) throws EvalException {
            if (!(value instanceof String text)) {
                throw new EvalException(Values.expected("string", value));
            }
            Bounds.check(text);
            setText(row, text);
        }
    }

    /** A field that always holds a map. */
    interface MapField extends Accessor {
        Attributes map(Row row);

        void setMap(Row row, Attributes map);

        @Override
        default Object get(Row row) {
            return map(row);
        }

        @Override
        default void set(Row row, @Nullable Object value) throws EvalException {
            if (!(value instanceof Attributes map)) {
                throw new EvalException(Values.expected("map", value));
            }
            Bounds.check(map);
            setMap(row, map);
        }
    }

    /** A field of points that holds an integer, absent for some kinds of points. */
    interface LongField extends Accessor {
        boolean isPresent(Row row);

        /** Defined only where {@link #isPresent}. */
        long number(Row row);

        @Override
        default @Nullable Object get(Row row) {
            return isPresent(row) ? number(row) : null;
        }
    }

    /** A field of points that holds a floating point number, absent for some kinds of points. */
    interface DoubleField extends Accessor {
        boolean isPresent(Row row);

        /** Defined only where {@link #isPresent}. */
        double number(Row row);

        @Override
        default @Nullable Object get(Row row) {
            return isPresent(row) ? number(row) : null;
        }
    }
}
