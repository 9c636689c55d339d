package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.INT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.STRING;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** The converters that read structure out of text. */
final class ParseConverters {
    private ParseConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        TypeConverters.change(functions, "ParseJSON", STRING, value -> JsonReader.read(Values.string(value)));
        TypeConverters.change(functions, "Log", ParameterType.FLOAT_LIKE, value -> {
            Double number = Values.floatLike(value);
            if (number == null || number <= 0) {
                throw new EvalException("no logarithm of " + (number == null ? "nil" : number.toString()));
            }
            return Math.log(number);
        });
        functions.add(Function.converter(
                FunctionSpec.of("ParseInt").takes("target", STRING).takes("base", INT), ParseConverters::parseInt));
        functions.add(Function.converter(
                FunctionSpec.of("ParseKeyValue")
                        .takes("target", STRING)
                        .mayTake("delimiter", LITERAL_STRING)
                        .mayTake("pair_delimiter", LITERAL_STRING),
                ParseConverters::parseKeyValue));
        functions.add(Function.converter(
                FunctionSpec.of("ExtractPatterns").takes("target", STRING).takes("pattern", STRING),
                ParseConverters::extractPatterns));
        return functions;
    }

    private static Getter parseInt(Arguments arguments) {
        Getter target = arguments.getter("target");
        Getter base = arguments.getter("base");
        return row -> {
            String text = Values.string(target.get(row));
            long radix = Values.integer(base.get(row));
            try {
                return radix == 0 ? Long.decode(text) : Long.parseLong(text, (int) radix);
            } catch (NumberFormatException _) {
                throw new EvalException("\"" + text + "\" is not an integer of base " + radix);
            }
        };
    }

    /** Pairs are separated outside of quotes, and a value may stand in quotes. */
    private static Getter parseKeyValue(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        String between = arguments.has("delimiter") ? arguments.text("delimiter") : "=";
        String pairs = arguments.has("pair_delimiter") ? arguments.text("pair_delimiter") : " ";
        if (between.isEmpty() || pairs.isEmpty() || between.equals(pairs)) {
            throw arguments.refuse("the two delimiters must differ and not be empty");
        }
        return row -> {
            String text = Values.string(target.get(row));
            if (text.isEmpty()) {
                throw new EvalException("cannot parse from an empty text");
            }
            Attributes.Builder map = Attributes.builder();
            for (String pair : splitOutsideQuotes(text, pairs)) {
                int at = pair.indexOf(between);
                if (at < 0) {
                    throw new EvalException("\"" + pair + "\" has no \"" + between + "\"");
                }
                map.put(unquoted(pair.substring(0, at)), unquoted(pair.substring(at + between.length())));
            }
            return map.build();
        };
    }

    private static List<String> splitOutsideQuotes(String text, String delimiter) throws EvalException {
        List<String> parts = new ArrayList<>();
        int from = 0;
        char quote = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (quote == 0 && text.startsWith(delimiter, i)) {
                addPart(parts, text.substring(from, i));
                i += delimiter.length();
                from = i;
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            i++;
        }
        if (quote != 0) {
            throw new EvalException("a quote is not closed");
        }
        addPart(parts, text.substring(from));
        return parts;
    }

    private static void addPart(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }

    private static String unquoted(String text) {
        String plain = text.strip();
        boolean quoted = plain.length() >= 2
                && (plain.charAt(0) == '"' || plain.charAt(0) == '\'')
                && plain.charAt(plain.length() - 1) == plain.charAt(0);
        return quoted ? plain.substring(1, plain.length() - 1) : plain;
    }

    private static Getter extractPatterns(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        PatternArgument pattern = PatternArgument.regex(arguments, "pattern");
        return row -> {
            Regex regex = pattern.get(row);
            List<String> names = regex.groupNames();
            if (names.stream().allMatch(String::isEmpty)) {
                throw new EvalException("at least 1 named capture group must be supplied in the pattern");
            }
            String text = Values.string(target.get(row));
            Matcher matcher = regex.matcher(text);
            Attributes.Builder found = Attributes.builder();
            if (matcher.find()) {
                for (int i = 1; i < names.size(); i++) {
                    if (!names.get(i).isEmpty()) {
                        String group = matcher.group(i);
                        found.put(names.get(i), Value.of(group == null ? "" : group));
                    }
                }
            }
            return found.build();
        };
    }
}
