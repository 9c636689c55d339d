package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.DURATION;
import static phoenix.ottl.ParameterType.INT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.STRING;
import static phoenix.ottl.ParameterType.TIME;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import phoenix.ottl.FunctionSpec;

/** The converters of times and durations; calendar fields are those of the time's zone, UTC for most. */
final class TimeConverters {
    private TimeConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        functions.add(Function.converter(
                FunctionSpec.of("Now"), arguments -> row -> row.environment().now()));
        functions.add(Function.converter(
                FunctionSpec.of("Unix").takes("seconds", INT).mayTake("nanoseconds", INT), arguments -> {
                    Getter seconds = arguments.getter("seconds");
                    Getter nanos = arguments.getterOrNull("nanoseconds");
                    return row -> {
                        long whole = Values.integer(seconds.get(row));
                        long part = nanos == null ? 0 : Values.integer(nanos.get(row));
                        return inRange(() -> Instant.ofEpochSecond(whole, part));
                    };
                }));
        time(functions, "UnixSeconds", Instant::getEpochSecond);
        time(functions, "UnixMilli", Instant::toEpochMilli);
        time(functions, "UnixMicro", t -> PointPaths.nanos(t) / 1000);
        time(functions, "UnixNano", PointPaths::nanos);
        calendar(functions, "Year", t -> t.getYear());
        calendar(functions, "Month", t -> t.getMonthValue());
        calendar(functions, "Day", t -> t.getDayOfMonth());
        calendar(functions, "Weekday", t -> t.getDayOfWeek().getValue() % 7);
        calendar(functions, "Hour", t -> t.getHour());
        calendar(functions, "Minute", t -> t.getMinute());
        calendar(functions, "Second", t -> t.getSecond());
        calendar(functions, "Nanosecond", t -> t.getNano());
        duration(functions, "Hours", d -> d.toNanos() / 3.6e12);
        duration(functions, "Minutes", d -> d.toNanos() / 6e10);
        duration(functions, "Seconds", d -> d.toNanos() / 1e9);
        duration(functions, "Milliseconds", Duration::toMillis);
        duration(functions, "Microseconds", d -> d.toNanos() / 1000);
        duration(functions, "Nanoseconds", Duration::toNanos);
        TypeConverters.change(functions, "Duration", STRING, value -> parse(Values.string(value)));
        functions.add(Function.converter(
                FunctionSpec.of("TruncateTime").takes("time", TIME).takes("duration", DURATION), arguments -> {
                    Getter time = arguments.getter("time");
                    Getter step = arguments.getter("duration");
                    return row -> {
                        Instant from = Values.time(time.get(row));
                        Duration by = Values.duration(step.get(row));
                        return inRange(() -> truncate(from, by));
                    };
                }));
        functions.add(Function.converter(
                FunctionSpec.of("FormatTime").takes("time", TIME).takes("format", LITERAL_STRING),
                TimeConverters::formatTime));
        functions.add(Function.converter(
                FunctionSpec.of("Time")
                        .takes("time", STRING)
                        .takes("format", LITERAL_STRING)
                        .mayTake("location", LITERAL_STRING)
                        .mayTake("locale", LITERAL_STRING),
                TimeConverters::readTime));
        return functions;
    }

    private static Getter formatTime(Arguments arguments) throws CompileException {
        TimeLayout layout = layout(arguments);
        Getter time = arguments.getter("time");
        return row -> {
            ZonedDateTime zoned = ZonedGetter.of(time, row);
            return inRange(() -> TimeWriter.write(layout, zoned));
        };
    }

    private static Getter readTime(Arguments arguments) throws CompileException {
        TimeLayout layout = layout(arguments);
        String location = arguments.text("location");
        ZoneId zone = !location.isEmpty()
                ? TimeZones.load(location)
                : arguments.text("format").endsWith("Z") ? ZoneOffset.UTC : ZoneId.systemDefault();
        if (zone == null) {
            throw arguments.refuse("location", "the time zone \"" + location + "\" is unknown");
        }
        TimeNames names = names(arguments);
        Getter text = arguments.getter("time");
        return (ZonedGetter) row -> {
            String given = Values.string(text.get(row));
            if (given.isEmpty()) {
                throw new EvalException("a time must not be empty");
            }
            return TimeReader.read(layout, names, given, zone, row.environment().now());
        };
    }

    private static TimeLayout layout(Arguments arguments) throws CompileException {
        try {
            return TimeLayout.of(arguments.text("format"));
        } catch (EvalException e) {
            throw arguments.refuse("format", String.valueOf(e.getMessage()));
        }
    }

    private static TimeNames names(Arguments arguments) throws CompileException {
        try {
            return arguments.has("locale") ? TimeNames.of(arguments.text("locale")) : TimeNames.ENGLISH;
        } catch (EvalException e) {
            throw arguments.refuse("locale", String.valueOf(e.getMessage()));
        }
    }

    private interface OfTime {
        long apply(Instant time);
    }

    private interface OfCalendar {
        long apply(ZonedDateTime time);
    }

    private static void calendar(List<Function> functions, String name, OfCalendar of) {
        functions.add(Function.converter(FunctionSpec.of(name).takes("target", TIME), arguments -> {
            Getter target = arguments.getter("target");
            return row -> {
                ZonedDateTime time = ZonedGetter.of(target, row);
                return inRange(() -> of.apply(time));
            };
        }));
    }

    private interface OfDuration {
        Number apply(Duration duration);
    }

    private static void time(List<Function> functions, String name, OfTime of) {
        TypeConverters.change(functions, name, TIME, value -> {
            Instant time = Values.time(value);
            return inRange(() -> of.apply(time));
        });
    }

    private static void duration(List<Function> functions, String name, OfDuration of) {
        TypeConverters.change(functions, name, DURATION, value -> {
            Duration duration = Values.duration(value);
            return inRange(() -> of.apply(duration));
        });
    }

    /** What the platform's calendar refuses is data of the wrong kind here. */
    private static Object inRange(java.util.function.Supplier<Object> computation) throws EvalException {
        try {
            return computation.get();
        } catch (ArithmeticException | DateTimeException _) {
            throw new EvalException("the time or duration is out of range");
        }
    }

    /** Multiples of the step since the year 1, as Go's Truncate has it. */
    private static Instant truncate(Instant time, Duration step) {
        if (step.isNegative() || step.isZero()) {
            return time;
        }
        java.math.BigInteger nanos = java.math.BigInteger.valueOf(time.getEpochSecond() + 62_135_596_800L)
                .multiply(java.math.BigInteger.valueOf(1_000_000_000L))
                .add(java.math.BigInteger.valueOf(time.getNano()));
        long over = nanos.mod(java.math.BigInteger.valueOf(step.toNanos())).longValue();
        return time.minusNanos(over);
    }

    /** A duration as Go writes it: {@code 1h30m}, {@code 1.5s}, {@code -2ms}. */
    static Duration parse(String text) throws EvalException {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int i = 0;
        while (i < rest.length()) {
            int number = i;
            while (i < rest.length() && (Character.isDigit(rest.charAt(i)) || rest.charAt(i) == '.')) {
                i++;
            }
            int unit = i;
            while (i < rest.length() && !Character.isDigit(rest.charAt(i)) && rest.charAt(i) != '.') {
                i++;
            }
            nanos = nanos.add(part(text, rest.substring(number, unit), rest.substring(unit, i)));
        }
        if (rest.isEmpty() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new EvalException("\"" + text + "\" is not a duration");
        }
        Duration duration = Duration.ofNanos(nanos.longValue());
        return negative ? duration.negated() : duration;
    }

    private static BigDecimal part(String text, String number, String unit) throws EvalException {
        long nanos = switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new EvalException("\"" + text + "\" is not a duration");
        };
        try {
            return new BigDecimal(number).multiply(BigDecimal.valueOf(nanos));
        } catch (NumberFormatException _) {
            throw new EvalException("\"" + text + "\" is not a duration");
        }
    }
}
