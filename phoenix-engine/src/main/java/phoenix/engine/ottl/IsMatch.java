package phoenix.engine.ottl;

import phoenix.metrics.Value;

/** {@code IsMatch(target, pattern)}, as a value and, without an object between, as a condition. Nil matches nothing. */
final class IsMatch implements Getter, Test {
    private final Getter target;
    private final PatternArgument pattern;

    private IsMatch(Getter target, PatternArgument pattern) {
        this.target = target;
        this.pattern = pattern;
    }

    static Getter build(Arguments arguments) throws CompileException {
        return new IsMatch(arguments.getter("target"), PatternArgument.regex(arguments, "pattern"));
    }

    @Override
    public boolean test(Row row) throws EvalException {
        String text = text(row);
        return text != null && pattern.get(row).finds(text);
    }

    private @org.jspecify.annotations.Nullable String text(Row row) throws EvalException {
        return switch (target) {
            case Accessor.TextField field -> field.text(row);
            case AttributeAccessor attribute
            when attribute.value(row) instanceof Value.StringValue(String text) -> text;
            default -> Values.stringLike(target.get(row));
        };
    }

    @Override
    public Object get(Row row) throws EvalException {
        return test(row);
    }
}
