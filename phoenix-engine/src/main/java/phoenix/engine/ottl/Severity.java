package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/**
 * {@code ParseSeverity}: the level that a text or number stands for by a mapping that is written out. Where several
 * levels fit, the first does; in the Collector chance decides.
 */
final class Severity {
    private Severity() {}

    static Function function() {
        return Function.converter(
                FunctionSpec.of("ParseSeverity")
                        .takes("target", ParameterType.ANY)
                        .takes("mapping", ParameterType.MAP),
                Severity::build);
    }

    private record Level(String name, List<Criterion> criteria) {}

    /** @param least with {@code most} a range of numbers, empty where none is given */
    private record Criterion(List<String> texts, long least, long most) {
        boolean holds(@Nullable Object value) throws EvalException {
            return switch (value) {
                case String text -> texts.contains(text);
                case Long number -> number >= least && number <= most;
                case null, default -> throw new EvalException("no level for " + Values.kind(value));
            };
        }
    }

    /** A mapping that makes no sense is told when a value is to be mapped, as in the Collector. */
    private static Getter build(Arguments arguments) {
        Getter target = arguments.getter("target");
        List<Level> levels;
        try {
            if (!(arguments.getter("mapping") instanceof Getter.Literal(Object literal))) {
                throw new EvalException("the mapping must be written out");
            }
            levels = levels(Values.map(literal));
        } catch (EvalException e) {
            return row -> {
                throw new EvalException(String.valueOf(e.getMessage()));
            };
        }
        return row -> {
            Object value = target.get(row);
            for (Level level : levels) {
                for (Criterion criterion : level.criteria) {
                    if (criterion.holds(value)) {
                        return level.name;
                    }
                }
            }
            throw new EvalException("no level for this value");
        };
    }

    private static List<Level> levels(Attributes mapping) throws EvalException {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < mapping.size(); i++) {
            if (!(mapping.value(i) instanceof Value.ListValue(List<Value> items))) {
                throw new EvalException("the criteria of a level must be a list");
            }
            List<Criterion> criteria = new ArrayList<>();
            for (Value item : items) {
                if (!(item instanceof Value.MapValue(Attributes criterion))) {
                    throw new EvalException("a criterion must be a map");
                }
                criteria.add(criterion(criterion));
            }
            levels.add(new Level(mapping.key(i), criteria));
        }
        return levels;
    }

    private static Criterion criterion(Attributes map) throws EvalException {
        List<String> texts = new ArrayList<>();
        Value equals = map.get("equals");
        if (equals != null) {
            for (Value text : Values.list(Values.unwrap(equals))) {
                texts.add(Values.string(Values.unwrap(text)));
            }
        }
        return switch (map.get("range")) {
            case null -> new Criterion(texts, 1, 0);
            case Value.MapValue(Attributes range) ->
                new Criterion(
                        texts,
                        Values.integer(Values.unwrap(range.get("min"))),
                        Values.integer(Values.unwrap(range.get("max"))));
            case Value.StringValue(String hundred)
            when hundred.matches("[2-5]xx") -> {
                long least = 100L * (hundred.charAt(0) - '0');
                yield new Criterion(texts, least, least + 99);
            }
            default -> throw new EvalException("a range must be a map of min and max, or 2xx to 5xx");
        };
    }
}
