package phoenix.engine.ottl;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** {@code ExtractGrokPatterns}: structure out of text by patterns that have names. */
final class GrokConverter {
    private GrokConverter() {}

    private record Known(String pattern, Grok grok) {}

    static Function function() {
        return Function.converter(
                FunctionSpec.of("ExtractGrokPatterns")
                        .takes("target", ParameterType.STRING)
                        .takes("pattern", ParameterType.STRING)
                        .mayTake("named_captures_only", ParameterType.LITERAL_BOOL)
                        .mayTakeList("pattern_definitions", ParameterType.LITERAL_STRING),
                GrokConverter::build);
    }

    private static Getter build(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        boolean namedOnly = arguments.bool("named_captures_only");
        Map<String, String> defined = definitions(arguments);
        String constant = arguments.textOrNull("pattern");
        if (constant != null) {
            Grok grok = compile(constant, defined, namedOnly, arguments);
            return row -> grok.parse(Values.string(target.get(row)));
        }
        Getter pattern = arguments.getter("pattern");
        return new Getter() {
            private volatile @Nullable Known last;

            @Override
            public Object get(Row row) throws EvalException {
                String text = Values.string(pattern.get(row));
                Known known = last;
                if (known == null || !known.pattern.equals(text)) {
                    known = new Known(text, Grok.of(text, defined, namedOnly));
                    last = known;
                }
                return known.grok.parse(Values.string(target.get(row)));
            }
        };
    }

    private static Grok compile(String pattern, Map<String, String> defined, boolean namedOnly, Arguments arguments)
            throws CompileException {
        try {
            return Grok.of(pattern, defined, namedOnly);
        } catch (EvalException e) {
            throw arguments.refuse("pattern", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> definitions(Arguments arguments) throws CompileException {
        Map<String, String> defined = new HashMap<>();
        for (String definition : arguments.texts("pattern_definitions")) {
            int at = definition.indexOf('=');
            if (at < 0 || definition.lastIndexOf(':', at) >= 0) {
                throw arguments.refuse(
                        "pattern_definitions",
                        at < 0
                                ? "a definition is a name, \"=\" and a pattern: \"" + definition + "\""
                                : "the name of a definition may hold no \":\": \"" + definition + "\"");
            }
            defined.put(definition.substring(0, at), definition.substring(at + 1));
        }
        return defined;
    }
}
