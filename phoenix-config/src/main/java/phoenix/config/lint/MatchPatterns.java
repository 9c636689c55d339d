package phoenix.config.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.ottl.Argument;
import phoenix.ottl.Call;
import phoenix.ottl.Expr;

/** Names that are patterns and patterns that are none. */
final class MatchPatterns implements Lint {
    /** No metric is called so, and what stands in the field is compared letter by letter. */
    private static final Pattern LOOKS_LIKE_PATTERN =
            Pattern.compile("\\^.*|.*\\$|.*\\.[*+].*|\\*.*|.*\\*|.*\\[.*].*|.*\\(.*\\|.*\\).*");

    private static final List<String> NAMES =
            List.of("metric_names", "names", "devices", "interfaces", "mount_points", "fs_types");
    private static final List<String> OTTL_PATTERNS = List.of(
            "IsMatch",
            "replace_pattern",
            "replace_all_patterns",
            "delete_matching_keys",
            "keep_matching_keys",
            "ExtractPatterns");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentKind kind : List.of(ComponentKind.RECEIVER, ComponentKind.PROCESSOR)) {
            for (ComponentOutline component : config.components(kind)) {
                visit(component, component.settings(), findings);
                OttlTexts.of(component).forEach(g -> g.texts().forEach(t -> t.eachCall(c -> ottl(t, c, findings))));
            }
        }
    }

    private static void visit(ComponentOutline component, YamlNode node, Findings findings) {
        if (node instanceof YamlMapping map) {
            boolean regexp =
                    map.get("match_type").flatMap(Nodes::text).orElse("").equals("regexp");
            boolean strict = map.get("match_type")
                    .flatMap(Nodes::text)
                    .orElse(component.type().equals("metrics_transform") ? "strict" : "")
                    .equals("strict");
            for (YamlMapping.Entry e : map.entries()) {
                boolean names = NAMES.contains(e.name())
                        || (component.type().equals("metrics_transform")
                                && e.name().equals("include"));
                if (names) {
                    scalars(e.value()).forEach(s -> {
                        if (regexp) {
                            pattern(component, s.text(), s.span(), findings);
                        } else if (strict
                                && LOOKS_LIKE_PATTERN.matcher(s.text()).matches()) {
                            strict(component, s, findings);
                        }
                    });
                } else if (isPattern(component, e.name())) {
                    scalars(e.value()).forEach(s -> pattern(component, s.text(), s.span(), findings));
                }
                visit(component, e.value(), findings);
            }
        }
        Nodes.items(node).forEach(item -> visit(component, item, findings));
    }

    private static boolean isPattern(ComponentOutline component, String field) {
        return switch (component.type()) {
            case "attributes", "resource" -> field.equals("pattern");
            case "prometheus" -> field.equals("regex");
            default -> false;
        };
    }

    private static Stream<YamlScalar> scalars(YamlNode node) {
        return node instanceof YamlScalar s ? Stream.of(s) : Nodes.scalars(node);
    }

    private static void strict(ComponentOutline component, YamlScalar name, Findings findings) {
        findings.add(
                DiagnosticCode.STRICT_LOOKS_LIKE_PATTERN,
                name.span(),
                component.path() + ": \"" + name.text() + "\" is compared letter by letter, and looks like a pattern",
                "write match_type: regexp");
    }

    private static void ottl(OttlText text, Call call, Findings findings) {
        if (OTTL_PATTERNS.contains(call.name())
                && call.arguments().size() > 1
                && call.arguments().get(1).given() instanceof Argument.Value(Expr pattern)
                && pattern instanceof Expr.StringLiteral literal) {
            fault(literal.value()).ifPresent(f -> report(call.name(), f, text.spanOf(literal.range()), findings));
        }
    }

    private static void pattern(ComponentOutline component, String text, SourceSpan span, Findings findings) {
        fault(text).ifPresent(f -> report(component.path(), f, span, findings));
    }

    private static void report(String where, String fault, SourceSpan span, Findings findings) {
        findings.add(
                DiagnosticCode.NOT_RE2,
                span,
                where + ": no regular expression of the Collector (RE2): " + fault,
                "RE2 has no lookahead, lookbehind, backreference or possessive quantifier; write what is to match, or"
                        + " use two conditions");
    }

    private static Optional<String> fault(String pattern) {
        try {
            com.google.re2j.Pattern.compile(pattern);
            return Optional.empty();
        } catch (com.google.re2j.PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }
}
