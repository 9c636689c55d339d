package phoenix.engine.ottl;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricType;

/** Compiles the paths of a data point, but for what only histograms and summaries have. */
final class PointPaths {
    private PointPaths() {}

    static Accessor compile(String field) {
        return switch (field) {
            case "attributes" -> new PointAttributes();
            case "cache" -> new Paths.CacheField();
            case "value_double" -> new DoubleValue();
            case "value_int" -> new IntValue();
            case "time_unix_nano" ->
                Paths.number(
                        row -> row.edit().timeUnixNano(row.point),
                        (row, nanos) -> row.edit().setTimeUnixNano(row.point, nanos));
            case "start_time_unix_nano" ->
                Paths.number(
                        row -> row.edit().startTimeUnixNano(row.point),
                        (row, nanos) -> row.edit().setStartTimeUnixNano(row.point, nanos));
            case "time" -> new Time();
            case "start_time" -> new StartTime();
            case "flags" ->
                Paths.number(
                        row -> row.edit().flags(row.point) & 0xffffffffL,
                        (row, flags) -> row.edit().setFlags(row.point, (int) flags));
            case "exemplars" -> new Exemplars();
            default -> BodyPaths.compile(field);
        };
    }

    static Instant instant(long unixNano) {
        return Instant.ofEpochSecond(Math.floorDiv(unixNano, 1_000_000_000L), Math.floorMod(unixNano, 1_000_000_000L));
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static final class PointAttributes implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return row.edit().attributes(row.point);
        }

        @Override
        public void setMap(Row row, Attributes map) {
            row.edit().setAttributes(row.point, map);
        }
    }

    /** Reads 0 from a point that holds an integer, as the Collector does; writing turns it into a float. */
    private static final class DoubleValue implements Accessor.DoubleField {
        @Override
        public boolean isPresent(Row row) {
            return row.metric().type().isNumber();
        }

        @Override
        public double number(Row row) {
            return row.edit().doubleValue(row.point);
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            double number = Values.floating(value);
            if (!isPresent(row)) {
                throw new EvalException("only points with a number have one");
            }
            row.edit().setDouble(row.point, number);
        }
    }

    /** Reads 0 from a point that holds a float, as the Collector does; writing turns it into an integer. */
    private static final class IntValue implements Accessor.LongField {
        @Override
        public boolean isPresent(Row row) {
            return row.metric().type().isNumber();
        }

        @Override
        public long number(Row row) {
            return row.edit().intValue(row.point);
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            long number = Values.integer(value);
            if (!isPresent(row)) {
                throw new EvalException("only points with a number have one");
            }
            row.edit().setInt(row.point, number);
        }
    }

    private static final class Time implements Accessor {
        @Override
        public Object get(Row row) {
            return instant(row.edit().timeUnixNano(row.point));
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            row.edit().setTimeUnixNano(row.point, nanos(Values.time(value)));
        }
    }

    private static final class StartTime implements Accessor {
        @Override
        public Object get(Row row) {
            return instant(row.edit().startTimeUnixNano(row.point));
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            row.edit().setStartTimeUnixNano(row.point, nanos(Values.time(value)));
        }
    }

    /** Exemplars as one value: they can be copied from point to point and counted. */
    record ExemplarList(List<Exemplar> items) {
        ExemplarList {
            items = List.copyOf(items);
        }
    }

    private static final class Exemplars implements Accessor {
        @Override
        public @Nullable Object get(Row row) {
            if (row.metric().type() == MetricType.SUMMARY) {
                return null;
            }
            return new ExemplarList(row.edit().exemplars(row.point));
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            if (!(value instanceof ExemplarList(List<Exemplar> items))) {
                throw new EvalException(Values.expected("exemplars", value));
            }
            row.edit().setExemplars(row.point, items);
        }
    }
}
