package phoenix.engine.ottl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.NumberText;
import phoenix.metrics.Value;

/**
 * A grok pattern: a regular expression with words such as {@code %{NUMBER:size:int}} in it, each of which stands for an
 * expression, gives the group a name, and may give its text a type. As in the library that the Collector uses, a name may
 * stand at several groups, of which the last that took part and is not empty counts, and an empty group counts for nothing.
 */
final class Grok {
    /** The word, the name of the group, and the type: all but the first may be left out. */
    private static final Pattern WORD = Pattern.compile("%\\{(\\w+)(?::([\\w+.]+)(?::(\\w+))?)?\\}");

    private static final int ROUNDS_MAX = 1000;
    private static final int LENGTH_MAX = 1 << 17;
    private static final String DOT = "___";

    private final Regex regex;
    private final Map<String, String> types;

    private Grok(Regex regex, Map<String, String> types) {
        this.regex = regex;
        this.types = types;
    }

    /**
     * Expands the words and compiles what comes of it.
     *
     * @param defined words beside those that are known to all, by name
     * @param namedOnly whether words without a name of their own make no group
     */
    static Grok of(String pattern, Map<String, String> defined, boolean namedOnly) throws EvalException {
        Map<String, String> types = new HashMap<>();
        String expanded = pattern;
        for (int round = 0; true; round++) {
            Matcher words = WORD.matcher(expanded);
            StringBuilder out = new StringBuilder();
            int from = 0;
            while (words.find()) {
                out.append(expanded, from, words.start());
                expand(words, defined, namedOnly, types, out);
                from = words.end();
                if (out.length() > LENGTH_MAX) {
                    throw new EvalException("the pattern's words expand to more than " + LENGTH_MAX + " characters");
                }
            }
            if (from == 0) {
                break;
            }
            if (round == ROUNDS_MAX) {
                throw new EvalException("the pattern's words are defined by themselves");
            }
            expanded = out.append(expanded, from, expanded.length()).toString();
        }
        Grok grok = new Grok(Regex.of(expanded), types);
        if (namedOnly && grok.regex.groupNames().stream().allMatch(String::isEmpty)) {
            throw new EvalException("at least 1 named capture group must be supplied in the given pattern");
        }
        return grok;
    }

    private static void expand(
            Matcher word, Map<String, String> defined, boolean namedOnly, Map<String, String> types, StringBuilder out)
            throws EvalException {
        String meaning = defined.getOrDefault(word.group(1), GrokWords.KNOWN.get(word.group(1)));
        if (meaning == null) {
            throw new EvalException(
                    "the grok pattern \"" + word.group(1) + "\" is not known here: define it with pattern_definitions");
        }
        String given = word.group(2);
        String name = given == null ? word.group(1) : given.replace(".", DOT);
        String type = word.group(3);
        if (type != null) {
            types.put(name, type);
        }
        out.append(given == null && namedOnly ? "(?:" : "(?P<" + name + ">")
                .append(meaning)
                .append(')');
    }

    /** The names and what was found for them; nothing when the text does not match. */
    Attributes parse(String text) throws EvalException {
        List<String> names = regex.groupNames();
        Matcher matcher = regex.matcher(text);
        Attributes.Builder found = Attributes.builder();
        if (!matcher.find()) {
            return Attributes.EMPTY;
        }
        for (int i = 1; i < names.size(); i++) {
            String group = names.get(i).isEmpty() ? null : matcher.group(i);
            if (group != null && !group.isEmpty()) {
                found.put(names.get(i).replace(DOT, "."), typed(group, types.get(names.get(i))));
            }
        }
        return found.build();
    }

    private static Value typed(String text, @Nullable String type) throws EvalException {
        return switch (type) {
            case null -> Value.of(text);
            case "string" -> Value.of(text);
            case "int", "long" -> {
                Long number = NumberText.parseLong(text);
                if (number == null) {
                    throw new EvalException("\"" + text + "\" is no integer");
                }
                yield Value.of(number.longValue());
            }
            case "float", "double" -> Value.of(GoNumbers.parseDouble(text).doubleValue());
            case "bool", "boolean" -> Value.of(GoNumbers.parseBool(text).booleanValue());
            default -> throw new EvalException("there is no type " + type + " of grok");
        };
    }
}
