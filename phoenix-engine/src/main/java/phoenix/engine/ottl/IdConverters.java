package phoenix.engine.ottl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** {@code TraceID}, {@code SpanID} and {@code ProfileID}: values that the identifiers of exemplars are compared with. */
final class IdConverters {
    private IdConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        for (Identifier.Kind kind : Identifier.Kind.values()) {
            functions.add(Function.converter(
                    FunctionSpec.of(kind.functionName()).takes("target", ParameterType.BYTES_LIKE),
                    arguments -> build(kind, arguments)));
        }
        return functions;
    }

    private static Getter build(Identifier.Kind kind, Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        if (target instanceof Getter.Literal(Object literal)) {
            try {
                Identifier known = of(kind, literal);
                return row -> known;
            } catch (EvalException e) {
                throw arguments.refuse("target", String.valueOf(e.getMessage()));
            }
        }
        return row -> of(kind, target.get(row));
    }

    private static Identifier of(Identifier.Kind kind, @Nullable Object value) throws EvalException {
        return Identifier.of(kind, bytes(value));
    }

    /** Numbers stand for eight bytes, the highest first. */
    private static byte[] bytes(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> new byte[0];
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Value.BytesValue(byte[] bytes) -> bytes;
            case Long number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            case Double number ->
                ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
            case Boolean bool -> new byte[] {(byte) (bool ? 1 : 0)};
            default -> throw new EvalException("no bytes of " + Values.kind(value));
        };
    }
}
