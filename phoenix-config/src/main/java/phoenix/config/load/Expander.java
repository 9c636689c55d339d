package phoenix.config.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Replaces <code>${...}</code> in values and then un-escapes {@code $$}, as {@code confmap/expand.go} does, its oddities
 * included: what an expansion gives is expanded again; after an escaped <code>$${</code> nothing more of that string is
 * expanded; keys are not expanded.
 */
final class Expander {
    private static final int PASSES_MAX = 1000;
    private static final int DEPTH_MAX = 50;
    private static final int TEXT_LENGTH_MAX = 1 << 20;
    private static final int RETRIEVALS_MAX = 10_000;
    private static final long CHARS_RETRIEVED_MAX = 64 << 20;

    private final Retriever retriever;
    private final Diagnostics diagnostics;
    private int retrievals;
    private long charsRetrieved;

    Expander(Retriever retriever, Diagnostics diagnostics) {
        this.retriever = retriever;
        this.diagnostics = diagnostics;
    }

    /** The expanded and un-escaped value; where an expansion fails the text stays and the error is reported. */
    YamlNode expand(YamlNode node) {
        return expand(node, 0);
    }

    YamlMapping expand(YamlMapping map) {
        return expand(map, 0);
    }

    private YamlNode expand(YamlNode node, int depth) {
        return switch (node) {
            case YamlScalar s -> scalar(s, depth);
            case YamlMapping map -> expand(map, depth);
            case YamlSequence list -> {
                List<YamlNode> items = new ArrayList<>();
                list.items().forEach(i -> items.add(expand(i, depth)));
                yield new YamlSequence(list.span(), items, list.origin());
            }
        };
    }

    private YamlMapping expand(YamlMapping map, int depth) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        for (YamlMapping.Entry entry : map.entries()) {
            entries.add(new YamlMapping.Entry(entry.key(), expand(entry.value(), depth)));
        }
        return new YamlMapping(map.span(), entries, map.origin());
    }

    private YamlNode scalar(YamlScalar scalar, int depth) {
        if (scalar.type() != YamlScalar.Type.STRING || scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        String text = scalar.text();
        Origin origin = scalar.origin();
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            Optional<Expression> found = Expression.firstIn(text);
            if (found.isEmpty()) {
                warnOfSkipped(text, scalar);
                return changed(scalar, unescape(text), origin);
            }
            Expression expression = found.get();
            Optional<Retrieved> retrieved = retrieve(expression, site(scalar, pass, expression), depth);
            if (retrieved.isEmpty()) {
                return scalar;
            }
            origin = origin.and(retrieved.get().origin()).withTexts(null, writtenText(scalar));
            if (expression.isWhole(text)) {
                return whole(scalar, retrieved.get(), origin, depth);
            }
            text = expression.replaceAll(text, retrieved.get().text());
            if (text.length() > TEXT_LENGTH_MAX) {
                break;
            }
        }
        limit(scalar.span());
        return scalar;
    }

    /** The value may be of any type; the text is kept for a field that wants a string. */
    private YamlNode whole(YamlScalar scalar, Retrieved retrieved, Origin origin, int depth) {
        YamlNode value = retrieved.node();
        if (value instanceof YamlScalar s && s.type() == YamlScalar.Type.STRING) {
            YamlScalar inPlace = new YamlScalar(scalar.span(), s.text(), s.resolved(), s.form(), origin);
            return scalar(inPlace, depth + 1);
        }
        YamlNode expanded = expand(value, depth + 1);
        YamlNode original = scalar(YamlScalar.string(retrieved.text(), scalar.span()), depth + 1);
        String originalText = original instanceof YamlScalar s ? s.text() : retrieved.text();
        // The parts of a map or list know their own sources.
        Origin sources = expanded instanceof YamlScalar ? origin.and(expanded.origin()) : origin;
        return expanded.withOrigin(sources.withTexts(originalText, writtenText(scalar)));
    }

    private static String writtenText(YamlScalar scalar) {
        return scalar.origin().writtenText().orElse(scalar.text());
    }

    private Optional<Retrieved> retrieve(Expression expression, SourceSpan site, int depth) {
        if (depth > DEPTH_MAX || ++retrievals > RETRIEVALS_MAX) {
            limit(site);
            return Optional.empty();
        }
        if (expression.uri().contains("$")) {
            diagnostics.add(
                    DiagnosticCode.BAD_URI,
                    site,
                    "an expansion cannot contain \"$\": ${" + expression.uri() + "}",
                    "a default value cannot be escaped; put it into a variable of its own");
            return Optional.empty();
        }
        Optional<Retrieved> retrieved = retriever.retrieve(ConfigUri.ofExpansion(expression.uri()), site);
        charsRetrieved += retrieved.map(r -> r.text().length()).orElse(0);
        if (charsRetrieved > CHARS_RETRIEVED_MAX) {
            limit(site);
            return Optional.empty();
        }
        return retrieved;
    }

    private void limit(SourceSpan site) {
        diagnostics.add(
                DiagnosticCode.EXPANSION_LIMIT,
                site,
                "too many expansions for one value",
                "does a variable refer to itself?");
    }

    private static SourceSpan site(YamlScalar scalar, int pass, Expression expression) {
        return pass == 0 ? scalar.spanAt(expression.from(), expression.to()) : scalar.span();
    }

    private void warnOfSkipped(String text, YamlScalar scalar) {
        if (Expression.escapeHides(text)) {
            diagnostics.add(
                    DiagnosticCode.EXPANSION_SKIPPED,
                    scalar.span(),
                    "an escaped \"$${\" keeps every expansion after it from being expanded, as in the Collector",
                    "put the escaped part last, or into a value of its own");
        }
    }

    private static YamlScalar changed(YamlScalar scalar, String text, Origin origin) {
        return new YamlScalar(
                scalar.span(),
                text,
                new YamlScalar.Resolved(YamlScalar.Type.STRING, text),
                text.equals(scalar.text()) ? scalar.form() : scalar.form().withDollarsJoined(),
                origin);
    }

    private static String unescape(String text) {
        return text.replace("$$", "$");
    }
}
