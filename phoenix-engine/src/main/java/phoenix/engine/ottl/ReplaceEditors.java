package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.FUNCTION;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.STRING;
import static phoenix.ottl.ParameterType.TARGET;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;

/** The editors that replace text: by pattern a part, by glob the whole; in one value or in a map. */
final class ReplaceEditors {
    private ReplaceEditors() {}

    private static final Pattern FORMAT = Pattern.compile("^.*?%s.*?$");
    private static final Pattern OTHER_VERB = Pattern.compile("%[^s]");

    static List<Function> all() {
        return List.of(
                Function.editor(
                        optional(FunctionSpec.of("replace_pattern")
                                .takes("target", TARGET)
                                .takes("regex_pattern", STRING)
                                .takes("replacement", STRING)),
                        ReplaceEditors::replacePattern),
                Function.editor(
                        optional(FunctionSpec.of("replace_all_patterns")
                                .takes("target", TARGET)
                                .takes("mode", LITERAL_STRING)
                                .takes("regex_pattern", STRING)
                                .takes("replacement", STRING)),
                        ReplaceEditors::replaceAllPatterns),
                Function.editor(
                        optional(FunctionSpec.of("replace_match")
                                .takes("target", TARGET)
                                .takes("pattern", STRING)
                                .takes("replacement", STRING)),
                        ReplaceEditors::replaceMatch),
                Function.editor(
                        optional(FunctionSpec.of("replace_all_matches")
                                .takes("target", TARGET)
                                .takes("pattern", STRING)
                                .takes("replacement", STRING)),
                        ReplaceEditors::replaceAllMatches));
    }

    private static FunctionSpec.Builder optional(FunctionSpec.Builder builder) {
        return builder.mayTake("function", FUNCTION).mayTake("replacement_format", STRING);
    }

    /** What stands in for a match: a text with groups, perhaps put through a converter and a format. */
    private record Replacement(
            Getter text,
            @Nullable StringFunction function,
            @Nullable Getter format) {
        static Replacement of(Arguments arguments) {
            return new Replacement(
                    arguments.getter("replacement"),
                    arguments.functionOrNull("function"),
                    arguments.getterOrNull("replacement_format"));
        }

        /** The text with groups, which is asked for whether anything matches or not, as in the Collector. */
        String template(Row row) throws EvalException {
            return Values.string(text.get(row));
        }

        String apply(Row row, Regex regex, String template, String in) throws EvalException {
            if (function == null) {
                return regex.replaceAll(in, template);
            }
            StringBuilder out = new StringBuilder();
            Matcher matcher = regex.matcher(in);
            int from = 0;
            long converted = 0;
            while (Regex.next(matcher, from)) {
                StringBuilder expanded = new StringBuilder();
                regex.expand(matcher, template, expanded);
                // A hash is short whatever it is made of: what goes into it counts too, or the time has no bound.
                converted += expanded.length();
                Bounds.checkLength(converted);
                out.append(in, from, matcher.start()).append(converted(row, expanded.toString()));
                Bounds.checkLength(out.length());
                from = matcher.end();
            }
            return out.append(in, from, in.length()).toString();
        }

        /** The replacement for a text that a glob matches as a whole. */
        String whole(Row row) throws EvalException {
            String template = Values.string(text.get(row));
            return function == null ? template : converted(row, template);
        }

        private String converted(Row row, String plain) throws EvalException {
            String converted = function == null ? plain : function.apply(row, plain);
            if (format == null) {
                return converted;
            }
            String pattern = Values.string(format.get(row));
            if (!FORMAT.matches(pattern) || OTHER_VERB.matcher(pattern).find()) {
                throw new EvalException("the replacement format must hold %s and no other verb: " + pattern);
            }
            return GoFormat.format(pattern, List.of(converted));
        }
    }

    private static Editor replacePattern(Arguments arguments) throws CompileException {
        Accessor target = arguments.target("target");
        PatternArgument pattern = PatternArgument.regex(arguments, "regex_pattern");
        Replacement replacement = Replacement.of(arguments);
        Regex constant = pattern.constant();
        String template = arguments.textOrNull("replacement");
        if (constant != null && template != null && replacement.function() == null) {
            TextMemo memo = new TextMemo(text -> constant.replaceAll(text, template));
            return row -> {
                if (target.get(row) instanceof String text && constant.finds(text)) {
                    target.set(row, memo.apply(text));
                }
            };
        }
        return row -> {
            Object value = target.get(row);
            if (value == null) {
                return;
            }
            String by = replacement.template(row);
            if (value instanceof String text) {
                Regex regex = pattern.get(row);
                if (regex.finds(text)) {
                    target.set(row, replacement.apply(row, regex, by, text));
                }
            }
        };
    }

    private static Editor replaceMatch(Arguments arguments) throws CompileException {
        Accessor target = arguments.target("target");
        PatternArgument pattern = PatternArgument.glob(arguments, "pattern");
        Replacement replacement = Replacement.of(arguments);
        return row -> {
            Regex glob = pattern.get(row);
            Object value = target.get(row);
            String by = replacement.whole(row);
            if (value instanceof String text && glob.finds(text)) {
                target.set(row, by);
            }
        };
    }

    private static Editor replaceAllMatches(Arguments arguments) throws CompileException {
        PatternArgument pattern = PatternArgument.glob(arguments, "pattern");
        Replacement replacement = Replacement.of(arguments);
        return MapChange.on(arguments.target("target"), (row, map) -> {
            Regex glob = pattern.get(row);
            Value by = Value.of(replacement.whole(row));
            return MapChange.mapValues(
                    map, value -> value instanceof Value.StringValue(String text) && glob.finds(text) ? by : value);
        });
    }

    private static Editor replaceAllPatterns(Arguments arguments) throws CompileException {
        String mode = arguments.text("mode");
        if (!mode.equals("key") && !mode.equals("value")) {
            throw arguments.refuse("mode", "the mode must be key or value, not " + mode);
        }
        PatternArgument pattern = PatternArgument.regex(arguments, "regex_pattern");
        Replacement replacement = Replacement.of(arguments);
        boolean keys = mode.equals("key");
        return MapChange.on(arguments.target("target"), (row, map) -> {
            String by = replacement.template(row);
            Regex regex = pattern.get(row);
            return keys
                    ? replaceKeys(row, map, regex, replacement, by)
                    : replaceValues(row, map, regex, replacement, by);
        });
    }

    /** A value whose replacement fails stays as it is, and nothing is said of it, as in the Collector. */
    private static Attributes replaceValues(Row row, Attributes map, Regex regex, Replacement replacement, String by)
            throws EvalException {
        return MapChange.mapValues(map, value -> {
            if (value instanceof Value.StringValue(String text) && regex.finds(text)) {
                try {
                    return Value.of(replacement.apply(row, regex, by, text));
                } catch (EvalException _) {
                    return value;
                }
            }
            return value;
        });
    }

    /** Where two keys become one, the later entry wins; an entry whose new key fails is dropped, as in the Collector. */
    private static Attributes replaceKeys(Row row, Attributes map, Regex regex, Replacement replacement, String by) {
        boolean any = false;
        Attributes.Builder renamed = Attributes.builder();
        for (int i = 0; i < map.size(); i++) {
            String key = map.key(i);
            if (!regex.finds(key)) {
                renamed.put(key, map.value(i));
                continue;
            }
            any = true;
            try {
                renamed.put(replacement.apply(row, regex, by, key), map.value(i));
            } catch (EvalException _) {
                // The entry is gone.
            }
        }
        return any ? renamed.build() : map;
    }
}
