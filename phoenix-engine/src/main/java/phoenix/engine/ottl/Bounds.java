package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * How large a value may become that statements write. A statement that puts an attribute into itself runs for every point,
 * and doubles it each time: without a bound it would end the process, as it does with the Collector.
 */
final class Bounds {
    /** Characters of one text. */
    static final int TEXT_MAX = 4 << 20;

    /** Items and characters of a map or list together, those inside it included. */
    private static final int WEIGHT_MAX = 8 << 20;

    private static final int DEPTH_MAX = 128;

    private Bounds() {}

    /** Gives up on a value that is too large to be kept. */
    static void check(@Nullable Object value) throws EvalException {
        switch (value) {
            case String text -> checkLength(text.length());
            case Attributes map -> weigh(map, 0, 0);
            case Value.ListValue list -> weigh(list, 0, 0);
            case GoList list -> weigh(list.stored(), 0, 0);
            case null, default -> {}
        }
    }

    /** Gives up on a text that is too long. */
    static void checkLength(long length) throws EvalException {
        if (length > TEXT_MAX) {
            throw new EvalException("a text of more than " + TEXT_MAX + " characters");
        }
    }

    private static long weigh(Attributes map, int depth, long before) throws EvalException {
        long weight = before;
        for (int i = 0; i < map.size(); i++) {
            weight = weigh(map.value(i), depth + 1, weight + map.key(i).length());
        }
        return weight;
    }

    private static long weigh(Value value, int depth, long before) throws EvalException {
        if (depth > DEPTH_MAX) {
            throw new EvalException("maps and lists nested deeper than " + DEPTH_MAX);
        }
        if (before > WEIGHT_MAX) {
            throw new EvalException("a map or list of more than " + WEIGHT_MAX + " items and characters");
        }
        return switch (value) {
            case Value.StringValue(String text) -> before + 1 + text.length();
            case Value.MapValue(Attributes map) -> weigh(map, depth, before + 1);
            case Value.ListValue(List<Value> list) -> {
                long weight = before + 1;
                for (Value item : list) {
                    weight = weigh(item, depth + 1, weight);
                }
                yield weight;
            }
            default -> before + 1;
        };
    }
}
