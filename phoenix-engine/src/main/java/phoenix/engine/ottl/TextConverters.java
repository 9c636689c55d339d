package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.ANY;
import static phoenix.ottl.ParameterType.INT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.STRING;
import static phoenix.ottl.ParameterType.STRING_LIKE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import phoenix.ottl.FunctionSpec;

/** The converters of text. */
final class TextConverters {
    private TextConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        functions.add(Function.converter(
                FunctionSpec.of("IsMatch").takes("target", STRING_LIKE).takes("pattern", STRING), IsMatch::build));
        functions.add(Function.converter(
                FunctionSpec.of("Concat").takesList("vals", STRING_LIKE).takes("delimiter", STRING),
                TextConverters::concat));
        functions.add(Function.converter(
                FunctionSpec.of("Split").takes("target", STRING).takes("delimiter", STRING), TextConverters::split));
        functions.add(Function.converter(
                FunctionSpec.of("Substring")
                        .takes("target", STRING)
                        .takes("start", INT)
                        .takes("length", INT),
                TextConverters::substring));
        functions.add(Function.converter(
                FunctionSpec.of("Format").takes("format_string", LITERAL_STRING).takesList("args", ANY),
                TextConverters::format));
        functions.add(Function.converter(
                FunctionSpec.of("ConvertCase").takes("target", STRING).takes("to_case", LITERAL_STRING),
                TextConverters::convertCase));
        functions.add(Function.converter(
                FunctionSpec.of("Trim").takes("target", STRING).mayTake("replacement", STRING), TextConverters::trim));
        affix(functions, "HasPrefix", "prefix", (text, affix) -> text.startsWith(affix));
        affix(functions, "HasSuffix", "suffix", (text, affix) -> text.endsWith(affix));
        affix(
                functions,
                "TrimPrefix",
                "prefix",
                (text, affix) -> text.startsWith(affix) ? text.substring(affix.length()) : text);
        affix(
                functions,
                "TrimSuffix",
                "suffix",
                (text, affix) -> text.endsWith(affix) ? text.substring(0, text.length() - affix.length()) : text);
        unary(functions, "ToUpperCase", text -> text.toUpperCase(Locale.ROOT));
        unary(functions, "ToLowerCase", text -> text.toLowerCase(Locale.ROOT));
        unary(functions, "ToSnakeCase", LetterCase::snake);
        unary(functions, "ToCamelCase", LetterCase::camel);
        return functions;
    }

    private interface OfTwo {
        Object apply(String text, String affix);
    }

    private static void affix(List<Function> functions, String name, String parameter, OfTwo of) {
        FunctionSpec.Builder spec =
                FunctionSpec.of(name).takes("target", STRING).takes(parameter, STRING);
        functions.add(Function.converter(spec, arguments -> {
            Getter target = arguments.getter("target");
            Getter affix = arguments.getter(parameter);
            return row -> of.apply(Values.string(target.get(row)), Values.string(affix.get(row)));
        }));
    }

    static void unary(List<Function> functions, String name, UnaryOperator<String> of) {
        FunctionSpec.Builder spec = FunctionSpec.of(name).takes("target", STRING);
        functions.add(Function.converter(spec, arguments -> {
            Getter target = arguments.getter("target");
            return row -> of.apply(Values.string(target.get(row)));
        }));
    }

    private static Getter concat(Arguments arguments) {
        List<Getter> parts = arguments.getters("vals");
        Getter delimiter = arguments.getter("delimiter");
        return row -> {
            String between = Values.string(delimiter.get(row));
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < parts.size(); i++) {
                String part = Values.stringLike(parts.get(i).get(row));
                out.append(i == 0 ? "" : between).append(part == null ? "<nil>" : part);
            }
            return out.toString();
        };
    }

    private static Getter split(Arguments arguments) {
        Getter target = arguments.getter("target");
        Getter delimiter = arguments.getter("delimiter");
        return row -> {
            String text = Values.string(target.get(row));
            String at = Values.string(delimiter.get(row));
            List<String> parts = new ArrayList<>();
            if (at.isEmpty()) {
                text.codePoints().forEach(c -> parts.add(Character.toString(c)));
                return GoList.ofTexts(parts);
            }
            int from = 0;
            for (int next = text.indexOf(at); next >= 0; next = text.indexOf(at, from)) {
                parts.add(text.substring(from, next));
                from = next + at.length();
            }
            parts.add(text.substring(from));
            return GoList.ofTexts(parts);
        };
    }

    /** Start and length count bytes of UTF-8, as in the Collector. */
    private static Getter substring(Arguments arguments) {
        Getter target = arguments.getter("target");
        Getter start = arguments.getter("start");
        Getter length = arguments.getter("length");
        return row -> {
            byte[] bytes = Values.string(target.get(row)).getBytes(StandardCharsets.UTF_8);
            long from = Values.integer(start.get(row));
            long count = Values.integer(length.get(row));
            if (from < 0) {
                throw new EvalException("invalid start for substring, " + from + " cannot be negative");
            }
            if (count <= 0) {
                throw new EvalException("invalid length for substring, " + count + " cannot be negative or zero");
            }
            if (count > bytes.length || from + count > bytes.length) {
                throw new EvalException("invalid range for substring, " + from + " + " + count
                        + " cannot be greater than the length of the text, " + bytes.length);
            }
            return new String(bytes, (int) from, (int) count, StandardCharsets.UTF_8);
        };
    }

    private static Getter format(Arguments arguments) {
        String format = arguments.text("format_string");
        List<Getter> getters = arguments.getters("args");
        return row -> {
            List<@org.jspecify.annotations.Nullable Object> values = new ArrayList<>();
            for (Getter getter : getters) {
                values.add(getter.get(row));
            }
            return GoFormat.format(format, values);
        };
    }

    private static Getter convertCase(Arguments arguments) throws CompileException {
        UnaryOperator<String> change = switch (arguments.text("to_case")) {
            case "lower" -> text -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text -> text.toUpperCase(Locale.ROOT);
            case "snake" -> LetterCase::snake;
            case "camel" -> LetterCase::camel;
            default -> throw arguments.refuse("to_case", "the case must be lower, upper, snake or camel");
        };
        Getter target = arguments.getter("target");
        return row -> change.apply(Values.string(target.get(row)));
    }

    private static Getter trim(Arguments arguments) {
        Getter target = arguments.getter("target");
        Getter characters = arguments.getterOrNull("replacement");
        return row -> {
            String text = Values.string(target.get(row));
            String cut = characters == null ? " " : Values.string(characters.get(row));
            int from = 0;
            int to = text.length();
            while (from < to && cut.indexOf(text.codePointAt(from)) >= 0) {
                from += Character.charCount(text.codePointAt(from));
            }
            while (to > from && cut.indexOf(text.codePointBefore(to)) >= 0) {
                to -= Character.charCount(text.codePointBefore(to));
            }
            return text.substring(from, to);
        };
    }
}
