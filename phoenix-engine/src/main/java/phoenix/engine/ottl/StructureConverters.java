package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.SLICE;
import static phoenix.ottl.ParameterType.STRING;
import static phoenix.ottl.ParameterType.STRING_LIKE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;

/** The converters that make maps of rows, lists and addresses, and the check digit of numbers. */
final class StructureConverters {
    private StructureConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        functions.add(Severity.function());
        functions.add(CommunityIds.function());
        functions.add(Function.converter(
                FunctionSpec.of("SliceToMap")
                        .takes("target", SLICE)
                        .mayTakeList("key_path", LITERAL_STRING)
                        .mayTakeList("value_path", LITERAL_STRING),
                StructureConverters::sliceToMap));
        functions.add(Function.converter(
                FunctionSpec.of("ParseCSV")
                        .takes("target", STRING)
                        .takes("header", STRING)
                        .mayTake("delimiter", LITERAL_STRING)
                        .mayTake("header_delimiter", LITERAL_STRING)
                        .mayTake("mode", LITERAL_STRING),
                StructureConverters::parseCsv));
        TypeConverters.change(functions, "IsValidLuhn", STRING_LIKE, value -> isValidLuhn(Values.stringLike(value)));
        functions.add(Function.converter(FunctionSpec.of("URL").takes("uri", STRING), arguments -> {
            Getter uri = arguments.getter("uri");
            return row -> url(Values.string(uri.get(row)));
        }));
        return functions;
    }

    /** Without a path to the key the place in the list is the key; an item that lacks one of the paths is an error. */
    private static Getter sliceToMap(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        if (target instanceof Getter.Literal(Object literal)) {
            try {
                Values.list(literal);
            } catch (EvalException e) {
                throw arguments.refuse("target", String.valueOf(e.getMessage()));
            }
        }
        boolean hasKeys = arguments.has("key_path");
        boolean hasValues = arguments.has("value_path");
        List<String> keys = arguments.texts("key_path");
        List<String> values = arguments.texts("value_path");
        return row -> {
            List<Value> items = Values.list(target.get(row));
            Attributes.Builder map = Attributes.builder();
            for (int i = 0; i < items.size(); i++) {
                Value key = hasKeys ? along(items.get(i), keys) : Value.of(Integer.toString(i));
                if (!(key instanceof Value.StringValue(String name))) {
                    throw new EvalException("the key of item " + i + " is not a string");
                }
                map.put(name, hasValues ? along(items.get(i), values) : items.get(i));
            }
            return map.build();
        };
    }

    private static Value along(Value from, List<String> path) throws EvalException {
        if (path.isEmpty()) {
            throw new EvalException("a path of no names");
        }
        Value current = from;
        for (String name : path) {
            Value next = current instanceof Value.MapValue(Attributes map) ? map.get(name) : null;
            if (next == null) {
                throw new EvalException("an item of the list has no " + String.join(".", path));
            }
            current = next;
        }
        return current;
    }

    private static Getter parseCsv(Arguments arguments) throws CompileException {
        int delimiter = character(arguments, "delimiter", ',');
        int headerDelimiter = character(arguments, "header_delimiter", delimiter);
        String mode = arguments.has("mode") ? arguments.text("mode") : "strict";
        if (!List.of("strict", "lazyQuotes", "ignoreQuotes").contains(mode)) {
            throw arguments.refuse("mode", "the mode must be strict, lazyQuotes or ignoreQuotes");
        }
        Getter target = arguments.getter("target");
        Getter header = arguments.getter("header");
        return row -> {
            String text = Values.string(target.get(row));
            String names = Values.string(header.get(row));
            if (names.isEmpty()) {
                throw new EvalException("the header must not be empty");
            }
            List<String> keys = split(names, headerDelimiter);
            List<String> fields = mode.equals("ignoreQuotes")
                    ? split(text, delimiter)
                    : CsvRow.read(text, delimiter, mode.equals("lazyQuotes"));
            if (keys.size() != fields.size()) {
                throw new EvalException(fields.size() + " fields for a header of " + keys.size());
            }
            Attributes.Builder map = Attributes.builder();
            for (int i = 0; i < keys.size(); i++) {
                map.put(keys.get(i), fields.get(i));
            }
            return map.build();
        };
    }

    private static int character(Arguments arguments, String parameter, int otherwise) throws CompileException {
        if (!arguments.has(parameter)) {
            return otherwise;
        }
        String text = arguments.text(parameter);
        if (text.codePointCount(0, text.length()) != 1) {
            throw arguments.refuse(parameter, "the delimiter must be a single character");
        }
        return text.codePointAt(0);
    }

    private static List<String> split(String text, int delimiter) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, at));
            from = at + Character.charCount(delimiter);
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The last digit makes the sum of the others, every second of them doubled, a multiple of ten. */
    private static Object isValidLuhn(@Nullable String text) throws EvalException {
        if (text == null) {
            throw new EvalException("no number in nil");
        }
        String digits = text.replace(" ", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            if (digit < 0 || digit > 9) {
                throw new EvalException("\"" + text + "\" is not a number");
            }
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return !digits.isEmpty() && sum % 10 == 0;
    }

    private static Attributes url(String text) throws EvalException {
        if (text.isEmpty()) {
            throw new EvalException("a URL must not be empty");
        }
        return text.startsWith("?") ? query(text.substring(1)) : Url.parse(text).attributes();
    }

    /** The parameters of a query, each with the list of its values. */
    private static Attributes query(String text) throws EvalException {
        if (text.indexOf(';') >= 0) {
            throw new EvalException("a semicolon in a query");
        }
        Map<String, List<Value>> parameters = new LinkedHashMap<>();
        for (String part : split(text, '&')) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String key = unescape(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : unescape(part.substring(equals + 1));
            parameters.computeIfAbsent(key, _ -> new ArrayList<>()).add(Value.of(value));
        }
        Attributes.Builder map = Attributes.builder();
        parameters.forEach((key, values) -> map.put(key, new Value.ListValue(values)));
        return parameters.isEmpty()
                ? Attributes.EMPTY
                : Attributes.EMPTY.with("query", new Value.MapValue(map.build()));
    }

    private static String unescape(String text) throws EvalException {
        return Url.unescape(text.replace('+', ' '));
    }
}
