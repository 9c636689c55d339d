package phoenix.engine.ottl;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;

/** Compiles the paths of an exemplar. */
final class ExemplarPaths {
    private ExemplarPaths() {}

    static Accessor compile(String field) {
        return switch (field) {
            case "filtered_attributes" -> new FilteredAttributes();
            case "cache" -> new Paths.CacheField();
            case "time_unix_nano" -> Paths.number(row -> row.exemplar().timeUnixNano(), ExemplarPaths::setTime);
            case "time" -> new Time();
            case "double_value" -> new DoubleValue();
            case "int_value" ->
                Paths.number(
                        row -> row.exemplar().kind() == ValueKind.INT
                                ? row.exemplar().valueBits()
                                : 0,
                        (row, number) -> setValue(row, ValueKind.INT, number));
            case "trace_id" -> new Id(Identifier.Kind.TRACE);
            case "span_id" -> new Id(Identifier.Kind.SPAN);
            case "trace_id.string" -> new IdText(new Id(Identifier.Kind.TRACE));
            case "span_id.string" -> new IdText(new Id(Identifier.Kind.SPAN));
            default -> throw new IllegalArgumentException(field);
        };
    }

    /** The list of all exemplars of a point, also while single ones are looked at. */
    record Whole(Accessor list) implements Accessor {
        @Override
        public @Nullable Object get(Row row) throws EvalException {
            row.storeExemplars();
            return list.get(row);
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            row.storeExemplars();
            list.set(row, value);
            row.reloadExemplars();
        }
    }

    private static void setTime(Row row, long nanos) {
        Exemplar old = row.exemplar();
        row.setExemplar(new Exemplar(
                old.filteredAttributes(), nanos, old.kind(), old.valueBits(), old.traceId(), old.spanId()));
    }

    private static void setValue(Row row, ValueKind kind, long bits) {
        Exemplar old = row.exemplar();
        row.setExemplar(
                new Exemplar(old.filteredAttributes(), old.timeUnixNano(), kind, bits, old.traceId(), old.spanId()));
    }

    private static final class FilteredAttributes implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return row.exemplar().filteredAttributes();
        }

        @Override
        public void setMap(Row row, Attributes map) {
            Exemplar old = row.exemplar();
            row.setExemplar(
                    new Exemplar(map, old.timeUnixNano(), old.kind(), old.valueBits(), old.traceId(), old.spanId()));
        }
    }

    private static final class Time implements Accessor {
        @Override
        public Object get(Row row) {
            return PointPaths.instant(row.exemplar().timeUnixNano());
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            setTime(row, PointPaths.nanos(Values.time(value)));
        }
    }

    /** Reads 0 where the exemplar holds an integer, as the Collector does. */
    private static final class DoubleValue implements Accessor.DoubleField {
        @Override
        public boolean isPresent(Row row) {
            return true;
        }

        @Override
        public double number(Row row) {
            return row.exemplar().kind() == ValueKind.DOUBLE
                    ? Double.longBitsToDouble(row.exemplar().valueBits())
                    : 0;
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            setValue(row, ValueKind.DOUBLE, Double.doubleToRawLongBits(Values.floating(value)));
        }
    }

    private record Id(Identifier.Kind kind) implements Accessor {
        @Override
        public Identifier get(Row row) {
            Exemplar exemplar = row.exemplar();
            return Identifier.read(kind, kind == Identifier.Kind.TRACE ? exemplar.traceId() : exemplar.spanId());
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            if (!(value instanceof Identifier id) || id.kind() != kind) {
                throw new EvalException(Values.expected(kind.functionName(), value));
            }
            Exemplar old = row.exemplar();
            boolean trace = kind == Identifier.Kind.TRACE;
            row.setExemplar(new Exemplar(
                    old.filteredAttributes(),
                    old.timeUnixNano(),
                    old.kind(),
                    old.valueBits(),
                    trace ? id.stored() : old.traceId(),
                    trace ? old.spanId() : id.stored()));
        }
    }

    /** An identifier as hexadecimal digits. */
    private record IdText(Id id) implements Accessor {
        @Override
        public Object get(Row row) {
            return id.get(row).hex();
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            String digits = Values.string(value);
            if (digits.length() != 2 * id.kind().length()) {
                throw new EvalException("an identifier of " + id.kind().length() + " bytes takes "
                        + 2 * id.kind().length() + " hexadecimal digits");
            }
            try {
                id.set(row, new Identifier(id.kind(), HexFormat.of().parseHex(digits)));
            } catch (IllegalArgumentException _) {
                throw new EvalException("these are not hexadecimal digits");
            }
        }
    }
}
