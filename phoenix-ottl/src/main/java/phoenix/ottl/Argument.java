package phoenix.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a call.
 *
 * @param name the parameter it is meant for, or null when given by position
 */
public record Argument(TextRange range, @Nullable String name, Given given) {

    /** What was given. */
    public sealed interface Given {
        /** Where it stands. */
        TextRange range();
    }

    /** A value. */
    public record Value(Expr expr) implements Given {
        @Override
        public TextRange range() {
            return expr.range();
        }
    }

    /**
     * The bare name of a converter. A name written in capitals only, such as {@code SHA256}, cannot be told from an enum
     * symbol and is an {@link Expr.EnumSymbol}.
     */
    public record FunctionName(TextRange range, String name) implements Given {}

    /** {@code (a, b) => body}; a parameter may be {@code _}. */
    public record Lambda(TextRange range, List<String> parameters, LambdaBody body) implements Given {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }
}
