package phoenix.engine.receiver.hostmetrics;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/** The section {@code resource_attributes} of the process scraper. */
final class ResourceAttributeFields {
    private static final Field<String> STRICT = Field.string("strict", "", "The value itself");
    private static final Field<Optional<Pattern>> REGEXP = Field.optional(
            FieldType.string().as("regular expression (RE2)", ResourceAttributeFields::parse, Pattern::pattern),
            "regexp",
            "An expression that matches anywhere in the value");

    /** One value to match: exactly one of the two is given. */
    private static final ConfigSpec<NameFilter.Names> MATCH = ConfigSpec.of(
                    v -> v.get(REGEXP)
                            .map(pattern -> NameFilter.Names.regexp(List.of(pattern.pattern())))
                            .orElseGet(() -> NameFilter.Names.strict(List.of(v.get(STRICT)))),
                    STRICT,
                    REGEXP)
            .check((names, context) -> {
                if (context.isSet(STRICT) == context.isSet(REGEXP)) {
                    context.error("exactly one of strict and regexp must be given");
                }
            });

    static final Field<ProcessAttributes> FIELD =
            Field.nested(spec(), "resource_attributes", "Settings of single resource attributes, by name");

    private ResourceAttributeFields() {}

    private static Pattern parse(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ConfigSpec<ProcessAttributes> spec() {
        Map<String, Field<ProcessAttributes.Rule>> fields = new LinkedHashMap<>();
        for (String key : ProcessAttributes.KEYS) {
            boolean isOn = ProcessAttributes.isOnByDefault(key);
            fields.put(key, Field.nested(rule(isOn), key, "Settings of this attribute"));
        }
        return ConfigSpec.of(
                values -> {
                    Map<String, ProcessAttributes.Rule> rules = new LinkedHashMap<>();
                    fields.forEach((key, field) -> rules.put(key, values.get(field)));
                    return new ProcessAttributes(rules);
                },
                fields.values().toArray(Field<?>[]::new));
    }

    private static ConfigSpec<ProcessAttributes.Rule> rule(boolean isOnByDefault) {
        Field<Boolean> enabled = Field.bool("enabled", isOnByDefault, "Whether it is written");
        Field<List<NameFilter.Names>> include =
                Field.list(MATCH, "metrics_include", "Only processes whose value one of these matches");
        Field<List<NameFilter.Names>> exclude =
                Field.list(MATCH, "metrics_exclude", "No processes whose value one of these matches");
        return ConfigSpec.of(
                v -> new ProcessAttributes.Rule(v.get(enabled), filter(v.get(include), v.get(exclude))),
                enabled,
                include,
                exclude);
    }

    private static NameFilter filter(List<NameFilter.Names> include, List<NameFilter.Names> exclude) {
        return include.isEmpty() && exclude.isEmpty() ? NameFilter.ALL : new NameFilter(any(include), any(exclude));
    }

    private static NameFilter.Names any(List<NameFilter.Names> names) {
        return names.stream().reduce(NameFilter.Names.NONE, NameFilter.Names::or);
    }
}
