package phoenix.ottl;

import java.util.List;

/**
 * A function call. Names that begin in lower case are editors, in upper case converters.
 *
 * @param nameRange where the name alone stands
 */
public record Call(TextRange range, TextRange nameRange, String name, List<Argument> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }
}
