package phoenix.engine.receiver.hostmetrics;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.config.spec.Values;

/** A pair of fields that say which names are wanted: {@code include: {match_type: regexp, devices: [...]}}. */
final class FilterFields {
    private final Field<Matches> include;
    private final Field<Matches> exclude;

    private enum MatchType {
        STRICT,
        REGEXP
    }

    private record Matches(Optional<MatchType> type, List<Located<String>> names) {
        NameFilter.Names compile() {
            List<String> texts = names.stream().map(Located::value).toList();
            return type.orElse(MatchType.STRICT) == MatchType.STRICT
                    ? NameFilter.Names.strict(texts)
                    : NameFilter.Names.regexp(texts);
        }

        void check(CheckContext context) {
            if (type.orElse(MatchType.STRICT) == MatchType.REGEXP) {
                names.forEach(name -> checkExpression(name, context));
            }
        }
    }

    /**
     * @param include name of the one field
     * @param exclude name of the other
     * @param list the key of the names inside them
     * @param what one of the names is, for people
     */
    FilterFields(String include, String exclude, String list, String what) {
        this.include = Field.nested(spec(list, what), include, "Only what one of these matches");
        this.exclude = Field.nested(spec(list, what), exclude, "Not what one of these matches");
    }

    private static ConfigSpec<Matches> spec(String list, String what) {
        Field<Optional<MatchType>> type = Field.optional(
                FieldType.choice(MatchType.class), "match_type", "strict: the whole name; regexp: RE2, anywhere in it");
        Field<Boolean> cache = Field.withoutEffect("regexp", "results of expressions are not cached here");
        Field<List<Located<String>>> names = Field.strings(list, "Each matches a " + what);
        return ConfigSpec.of(v -> new Matches(v.get(type), v.get(names)), type, cache, names)
                .check((matches, context) -> {
                    if (!matches.names().isEmpty() && matches.type().isEmpty()) {
                        context.missing(type, "it says how to read " + list + ": strict or regexp");
                    }
                    matches.check(context);
                });
    }

    private static void checkExpression(Located<String> name, CheckContext context) {
        try {
            Pattern.compile(name.value());
        } catch (PatternSyntaxException e) {
            context.report(DiagnosticCode.BAD_VALUE, name.span(), "not an RE2 expression: " + e.getMessage());
        }
    }

    Field<?> include() {
        return include;
    }

    Field<?> exclude() {
        return exclude;
    }

    NameFilter filter(Values values) {
        NameFilter.Names wanted = values.get(include).compile();
        NameFilter.Names unwanted = values.get(exclude).compile();
        return wanted.isEmpty() && unwanted.isEmpty() ? NameFilter.ALL : new NameFilter(wanted, unwanted);
    }
}
