package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.ANY;
import static phoenix.ottl.ParameterType.INT;
import static phoenix.ottl.ParameterType.TARGET;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;

/** The editors that write a value: set, and those that change a list. */
final class SetEditors {
    private SetEditors() {}

    static List<Function> all() {
        return List.of(
                Function.editor(FunctionSpec.of("set").takes("target", TARGET).takes("value", ANY), SetEditors::set),
                Function.editor(
                        FunctionSpec.of("append")
                                .takes("target", TARGET)
                                .mayTake("value", ANY)
                                .mayTakeList("values", ANY),
                        SetEditors::append),
                Function.editor(
                        FunctionSpec.of("delete_index")
                                .takes("target", TARGET)
                                .takes("start_index", INT)
                                .mayTake("end_index", INT),
                        SetEditors::deleteIndex));
    }

    /** A nil value leaves the target alone. */
    private static Editor set(Arguments arguments) {
        Accessor target = arguments.target("target");
        Getter value = arguments.getter("value");
        if (value instanceof Getter.Literal(Object literal)) {
            if (literal == null) {
                return row -> {};
            }
            Value wrapped = literal instanceof GoList ? null : Values.wrap(literal);
            if (target instanceof AttributeAccessor attribute && wrapped != null) {
                return attribute.setter(wrapped);
            }
        }
        if (target instanceof AttributeAccessor to && value instanceof AttributeAccessor from) {
            return row -> {
                Value found = from.value(row);
                if (found != null && !(found instanceof Value.EmptyValue)) {
                    to.setValue(row, found);
                }
            };
        }
        Place place = arguments.placeOrNull("target");
        Place holder = arguments.placeOrNull("value");
        if (place != null && holder != null && place.isInside(holder)) {
            return row -> setHolder(row, target, value);
        }
        return row -> {
            Object found = value.get(row);
            if (found != null) {
                target.set(row, found);
            }
        };
    }

    /** Puts into a map or list what holds it: in the Collector the place is made before the copy is. */
    private static void setHolder(Row row, Accessor target, Getter holder) throws EvalException {
        Object found = holder.get(row);
        if (found instanceof Attributes && !(target.get(row) instanceof Attributes)) {
            target.set(row, Attributes.EMPTY);
            found = holder.get(row);
        } else if (found instanceof Value.ListValue && !(target.get(row) instanceof Value.ListValue)) {
            target.set(row, new Value.ListValue(List.of()));
            found = holder.get(row);
        }
        if (found != null) {
            target.set(row, found);
        }
    }

    private static Editor append(Arguments arguments) throws CompileException {
        Accessor target = arguments.target("target");
        Getter single = arguments.getterOrNull("value");
        List<Getter> several = arguments.getters("values");
        if (single == null && !arguments.has("values")) {
            throw arguments.refuse("append needs a value or values");
        }
        return row -> {
            List<Value> items = new ArrayList<>(present(target.get(row)));
            if (single != null) {
                items.add(GoList.plain(single.get(row)));
            }
            for (Getter getter : several) {
                items.add(GoList.plain(getter.get(row)));
            }
            target.set(row, new Value.ListValue(items));
        };
    }

    /** What the target holds: a list's items, one value alone, or nothing. */
    private static List<Value> present(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> List.of();
            case Value.ListValue(List<Value> values) -> values;
            case GoList list -> list.values();
            case double[] _ -> Values.list(value);
            default -> List.of(GoList.plain(value));
        };
    }

    private static Editor deleteIndex(Arguments arguments) {
        Accessor target = arguments.target("target");
        Getter start = arguments.getter("start_index");
        Getter end = arguments.getterOrNull("end_index");
        return row -> {
            List<Value> list = Values.list(target.get(row));
            long from = Values.integer(start.get(row));
            long to = end == null ? from + 1 : Values.integer(end.get(row));
            if (from < 0 || to < from || to > list.size()) {
                throw new EvalException("the range " + from + ".." + to + " is not inside a list of " + list.size());
            }
            if (to > from) {
                List<Value> kept = new ArrayList<>(list.subList(0, (int) from));
                kept.addAll(list.subList((int) to, list.size()));
                target.set(row, new Value.ListValue(kept));
            }
        };
    }
}
