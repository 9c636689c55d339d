package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Reads JSON into attribute values; every number is a float, as in the Collector. Bounded in depth. */
final class JsonReader {
    private static final int DEPTH_MAX = 64;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) throws EvalException {
        JsonReader reader = new JsonReader(text);
        Value value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.bad();
        }
        // A text, number or boolean alone is JSON, but not what the Collector takes here.
        if (!(value instanceof Value.MapValue || value instanceof Value.ListValue)) {
            throw new EvalException("neither a JSON object nor an array");
        }
        return Values.unwrap(value);
    }

    private EvalException bad() {
        return new EvalException("not JSON at character " + at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws EvalException {
        space();
        if (at == text.length()) {
            throw bad();
        }
        return text.charAt(at);
    }

    private void take(String word) throws EvalException {
        if (!text.startsWith(word, at)) {
            throw bad();
        }
        at += word.length();
    }

    private Value value(int depth) throws EvalException {
        if (depth > DEPTH_MAX) {
            throw new EvalException("JSON nested deeper than " + DEPTH_MAX);
        }
        return switch (peek()) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> Value.of(string());
            case 't' -> {
                take("true");
                yield Value.TRUE;
            }
            case 'f' -> {
                take("false");
                yield Value.FALSE;
            }
            case 'n' -> {
                take("null");
                yield Value.EMPTY;
            }
            default -> number();
        };
    }

    private Value map(int depth) throws EvalException {
        Attributes.Builder entries = Attributes.builder();
        at++;
        if (peek() == '}') {
            at++;
            return new Value.MapValue(Attributes.EMPTY);
        }
        while (true) {
            if (peek() != '"') {
                throw bad();
            }
            String key = string();
            peek();
            take(":");
            entries.put(key, value(depth + 1));
            if (peek() == '}') {
                at++;
                return new Value.MapValue(entries.build());
            }
            take(",");
        }
    }

    private Value list(int depth) throws EvalException {
        List<Value> items = new ArrayList<>();
        at++;
        if (peek() == ']') {
            at++;
            return new Value.ListValue(items);
        }
        while (true) {
            items.add(value(depth + 1));
            if (peek() == ']') {
                at++;
                return new Value.ListValue(items);
            }
            take(",");
        }
    }

    private Value number() throws EvalException {
        int from = at;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Value.of(Double.parseDouble(text.substring(from, at)));
        } catch (NumberFormatException _) {
            throw bad();
        }
    }

    private String string() throws EvalException {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw bad();
    }

    private char escape() throws EvalException {
        if (at == text.length()) {
            throw bad();
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw bad();
                }
                try {
                    int code = Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                    yield (char) code;
                } catch (NumberFormatException _) {
                    throw bad();
                }
            }
            default -> throw bad();
        };
    }
}
