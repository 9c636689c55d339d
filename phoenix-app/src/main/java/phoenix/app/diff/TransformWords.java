package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.lint.HostMetrics;
import phoenix.config.lint.OttlText;
import phoenix.config.lint.OttlTexts;
import phoenix.config.outline.ComponentOutline;
import phoenix.ottl.Argument;
import phoenix.ottl.Call;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.Printer;
import phoenix.ottl.Statement;

/** What the statements of a transform processor do, one phrase each. */
final class TransformWords {
    private TransformWords() {}

    static List<Phrase> of(ComponentOutline transform) {
        List<Phrase> phrases = new ArrayList<>();
        for (OttlTexts.Group group : OttlTexts.of(transform)) {
            for (OttlText text : group.texts()) {
                Statement statement = text.statement();
                phrases.add(
                        statement == null
                                ? Phrase.of("acts only where " + Printer.print(text.bare()), "metric_statements")
                                : statement(text, statement));
            }
        }
        return phrases;
    }

    private static Phrase statement(OttlText text, Statement statement) {
        Call editor = statement.editor();
        OttlWords.Scope scope = OttlWords.scope(text, statement.where());
        Phrase known = switch (editor.name()) {
            case "set" -> set(text, editor, scope);
            case "delete_key" ->
                target(text, editor)
                        .flatMap(map -> literal(editor, 1).map(key -> removed(map, key, scope)))
                        .orElse(null);
            case "convert_sum_to_gauge" ->
                Phrase.of("makes gauges of the sums" + scope.of(), "")
                        .meaning(type(scope, "gauge"), Meaning.newRelic("the type becomes gauge"))
                        .missing(Meaning.data("they are sums again"));
            case "convert_gauge_to_sum" ->
                Phrase.of("makes sums (" + arguments(editor, 0) + ") of the gauges" + scope.of(), "")
                        .meaning(Meaning.data("the type becomes sum"), Meaning.prometheus("monotonic ones get _total"))
                        .missing(Meaning.data("they are gauges again"));
            case "scale_metric" ->
                Phrase.of("multiplies values" + scope.of() + " by " + arguments(editor, 0), "")
                        .meaning(Meaning.data("values change, and with a second argument the unit"))
                        .missing(Meaning.data("values change back"));
            case "aggregate_on_attributes" ->
                Phrase.of(
                                "merges the points" + scope.of() + " by "
                                        + literal(editor, 0).orElse("") + ", keeping "
                                        + rest(editor, 1, "no attribute"),
                                "")
                        .meaning(Meaning.data("fewer series; what told them apart is gone"));
            case "copy_metric" ->
                Phrase.of("copies " + metrics(scope) + " (" + arguments(editor, 0) + ")" + scope.where(), "");
            case "keep_keys" ->
                target(text, editor)
                        .map(map -> Phrase.of("keeps of " + map + " only " + rest(editor, 1, "none") + scope.of(), "")
                                .meaning(Meaning.data(
                                        "points that differed in others become alike, and are not added up")))
                        .orElse(null);
            case "delete_matching_keys" ->
                target(text, editor)
                        .map(map -> Phrase.of("removes " + map + " that match " + rest(editor, 1, "") + scope.of(), "")
                                .meaning(Meaning.data(
                                        "points that differed in them become alike, and are not added up")))
                        .orElse(null);
            case "replace_pattern" ->
                target(text, editor)
                        .map(t -> renamedByPattern(t, editor, scope))
                        .orElse(null);
            default -> null;
        };
        Phrase phrase = known != null ? known : Phrase.of("does " + Printer.print(statement), "");
        return new Phrase("", phrase.text(), "", "metric_statements", phrase.whenAdded(), phrase.whenRemoved());
    }

    private static Phrase renamedByPattern(String target, Call editor, OttlWords.Scope scope) {
        Phrase phrase =
                Phrase.of("replaces " + arguments(editor, 1).replace(", ", " by ") + " in " + target + scope.of(), "");
        return target.equals("metric.name")
                ? phrase.meaning(Meaning.data(
                                "metrics have other names: queries and alerts on the old ones find nothing"))
                        .missing(Meaning.data("metrics have their old names"))
                : phrase;
    }

    private static @Nullable Phrase set(OttlText text, Call editor, OttlWords.Scope scope) {
        if (editor.arguments().size() < 2
                || !(editor.arguments().getFirst().given() instanceof Argument.Value(Expr first))
                || !(first instanceof Expr.PathRef(Path path))) {
            return null;
        }
        String field = text.field(path);
        String value = argument(editor, 1);
        String plain = literal(editor, 1).orElse(value);
        return switch (field) {
            case "metric.name" ->
                Phrase.of("renames " + metrics(scope) + " to " + plain + scope.where(), "")
                        .meaning(Names.renamed(scope.name(), plain))
                        .missing(Names.renamedBack(scope.name(), plain));
            case "metric.unit" ->
                Phrase.of("sets the unit" + scope.of() + " to " + value, "")
                        .meaning(Names.unit(scope.name(), plain))
                        .missing(Meaning.data("the unit is that of the source"));
            case "metric.description" ->
                Phrase.of("sets the description" + scope.of() + " to " + value, "")
                        .meaning(Meaning.newRelic(
                                "the description is stored with every point: a shorter one saves bytes"));
            case "resource.attributes" -> {
                String key = OttlText.key(path).orElse("");
                yield Phrase.of("sets resource attribute " + key + " to " + value + scope.of(), "")
                        .meaning(Entities.gained(key))
                        .missing(Entities.lost(key));
            }
            case "datapoint.attributes" ->
                Phrase.of("sets attribute " + OttlText.key(path).orElse("") + " to " + value + scope.of(), "");
            default -> Phrase.of("sets " + field + " to " + value + scope.of(), "");
        };
    }

    private static Phrase removed(String map, String key, OttlWords.Scope scope) {
        boolean resource = map.equals("resource.attributes");
        Phrase phrase =
                Phrase.of("removes " + (resource ? "resource attribute " : "attribute ") + key + scope.of(), "");
        return resource
                ? phrase.meaning(Entities.lost(key)).missing(Entities.gained(key))
                : phrase.meaning(Meaning.data("points that differed in it alone become alike, and are not added up"))
                        .missing(Meaning.data("series are told apart by it again"));
    }

    private static Meaning type(OttlWords.Scope scope, String type) {
        return scope.name()
                .flatMap(HostMetrics::find)
                .map(m -> Meaning.prometheus(Names.prometheus(m.name(), m.unit(), m.kind()) + " becomes "
                        + Names.prometheus(m.name(), m.unit(), 'G')))
                .orElse(Meaning.prometheus("_total goes from the names; the type becomes " + type));
    }

    private static String metrics(OttlWords.Scope scope) {
        return scope.metrics().isEmpty() ? "metrics" : scope.metrics();
    }

    private static Optional<String> target(OttlText text, Call editor) {
        return !editor.arguments().isEmpty()
                        && editor.arguments().getFirst().given() instanceof Argument.Value(Expr first)
                        && first instanceof Expr.PathRef(Path path)
                ? Optional.of(text.field(path)
                        + OttlText.key(path).map(k -> "[\"" + k + "\"]").orElse(""))
                : Optional.empty();
    }

    private static Optional<String> literal(Call editor, int index) {
        return editor.arguments().size() > index
                        && editor.arguments().get(index).given() instanceof Argument.Value(Expr e)
                        && e instanceof Expr.StringLiteral s
                ? Optional.of(s.value())
                : Optional.empty();
    }

    private static String argument(Call editor, int index) {
        return editor.arguments().size() > index
                        && editor.arguments().get(index).given() instanceof Argument.Value(Expr e)
                ? Printer.print(e)
                : "";
    }

    private static String rest(Call editor, int from, String none) {
        String text = arguments(editor, from).replaceAll("^\\[|]$", "");
        return text.isEmpty() ? none : text;
    }

    private static String arguments(Call editor, int from) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < editor.arguments().size(); i++) {
            String name = editor.arguments().get(i).name();
            texts.add((name == null ? "" : name + " ") + argument(editor, i));
        }
        return String.join(", ", texts);
    }
}
