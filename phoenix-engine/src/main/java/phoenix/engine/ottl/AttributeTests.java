package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_STRING;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;

/** The filter processor's own tests: whether any point of a metric has an attribute. */
final class AttributeTests {
    private AttributeTests() {}

    static List<Function> all() {
        return List.of(
                Function.converter(
                        FunctionSpec.of("HasAttrKeyOnDatapoint").takes("key", LITERAL_STRING),
                        arguments -> new AnyPoint(arguments.text("key"), null)),
                Function.converter(
                        FunctionSpec.of("HasAttrOnDatapoint")
                                .takes("key", LITERAL_STRING)
                                .takes("expected_val", LITERAL_STRING),
                        arguments -> new AnyPoint(arguments.text("key"), arguments.text("expected_val"))));
    }

    /**
     * Whether a point has the attribute. Where a value is expected, the first point that has the key decides alone, and
     * a value that is not a string reads as the empty one: the Collector's behaviour in both.
     */
    private record AnyPoint(String key, @Nullable String expected) implements Getter, Test {
        @Override
        public boolean test(Row row) {
            for (int p = row.pointStart(); p < row.pointEnd(); p++) {
                Value found = row.pointsBatch().attributes(p).get(key);
                if (found != null) {
                    String text = found instanceof Value.StringValue(String s) ? s : "";
                    return expected == null || expected.equals(text);
                }
            }
            return false;
        }

        @Override
        public Object get(Row row) {
            return test(row);
        }
    }
}
