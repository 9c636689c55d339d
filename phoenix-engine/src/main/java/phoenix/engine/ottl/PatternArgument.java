package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;

/** The pattern argument of a function: compiled once when written out, else for each value it takes. */
final class PatternArgument {
    /** Compiles the text of a pattern. */
    interface Syntax {
        Regex compile(String pattern) throws EvalException;
    }

    private final Syntax syntax;
    private final Getter getter;
    private final @Nullable Regex constant;
    private volatile @Nullable Compiled last;

    private record Compiled(String pattern, Regex regex) {}

    private PatternArgument(Syntax syntax, Getter getter, @Nullable Regex constant) {
        this.syntax = syntax;
        this.getter = getter;
        this.constant = constant;
    }

    static PatternArgument regex(Arguments arguments, String parameter) throws CompileException {
        return of(arguments, parameter, Regex::of);
    }

    static PatternArgument glob(Arguments arguments, String parameter) throws CompileException {
        return of(arguments, parameter, Glob::compile);
    }

    private static PatternArgument of(Arguments arguments, String parameter, Syntax syntax) throws CompileException {
        String text = arguments.textOrNull(parameter);
        try {
            Regex constant = text == null ? null : syntax.compile(text);
            return new PatternArgument(syntax, arguments.getter(parameter), constant);
        } catch (EvalException e) {
            throw arguments.refuse(parameter, String.valueOf(e.getMessage()));
        }
    }

    /** The pattern where it is written out, else null. */
    @Nullable
    Regex constant() {
        return constant;
    }

    Regex get(Row row) throws EvalException {
        if (constant != null) {
            return constant;
        }
        String pattern = Values.string(getter.get(row));
        Compiled known = last;
        if (known == null || !known.pattern.equals(pattern)) {
            known = new Compiled(pattern, syntax.compile(pattern));
            last = known;
        }
        return known.regex;
    }
}
