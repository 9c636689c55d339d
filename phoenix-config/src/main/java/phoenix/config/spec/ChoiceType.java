package phoenix.config.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.yaml.YamlNode;

/**
 * One of a fixed set of words.
 *
 * @param notHere words of the Collector that are not supported here
 */
record ChoiceType<E>(Map<String, E> byName, boolean ignoreCase, Set<String> notHere) implements FieldType<E> {
    @Override
    public String name() {
        return String.join(" | ", byName.keySet());
    }

    @Override
    public Optional<E> decode(YamlNode node, DecodeContext context) {
        Optional<String> text = FieldType.string().decode(node, context);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        E found = byName.get(ignoreCase ? text.get().toLowerCase(Locale.ROOT) : text.get());
        if (found == null && notHere.contains(text.get())) {
            context.report(
                    DiagnosticCode.UNSUPPORTED_VALUE,
                    node.span(),
                    context.name() + ": \"" + text.get() + "\" is not supported",
                    "supported are: " + String.join(", ", byName.keySet()));
        } else if (found == null) {
            context.report(
                    DiagnosticCode.BAD_VALUE,
                    node.span(),
                    context.name() + ": " + (node.origin().isLiteral() ? "\"" + text.get() + "\"" : "the value")
                            + " is none of: " + String.join(", ", byName.keySet()),
                    NearestName.hint(text.get(), byName.keySet()).orElse("use one of these words"));
        }
        return Optional.ofNullable(found);
    }

    @Override
    public Map<String, Object> schema() {
        return JsonSchema.oneOf(byName.keySet());
    }

    @Override
    public String format(E value) {
        return byName.entrySet().stream()
                .filter(e -> e.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
