package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import phoenix.config.lint.OttlText;
import phoenix.config.lint.OttlTexts;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.ottl.Condition;
import phoenix.ottl.Path;
import phoenix.ottl.TreeWalk;

/** What a filter drops: a phrase for each condition that suffices. */
final class FilterWords {
    private FilterWords() {}

    static List<Phrase> of(ComponentOutline filter) {
        List<Phrase> phrases = new ArrayList<>();
        for (OttlTexts.Group group : OttlTexts.of(filter)) {
            for (OttlText text : group.texts()) {
                List<Condition> ways = text.condition() instanceof Condition.Or or ? or.terms() : List.of(text.bare());
                ways.forEach(way -> phrases.add(drop(text, way)));
            }
        }
        for (String list : List.of("include", "exclude")) {
            filter.at("metrics", list).ifPresent(m -> match(list, m, phrases));
        }
        for (YamlMapping.Entry other : filter.entries("metrics")) {
            if (!List.of("include", "exclude", "metric", "datapoint", "resource")
                    .contains(other.name())) {
                phrases.add(Phrase.of("has a list " + other.name(), "metrics::" + other.name()));
            }
        }
        return phrases;
    }

    private static Phrase drop(OttlText text, Condition way) {
        OttlWords.Scope scope = OttlWords.scope(text, way);
        String context = contextOf(text, way);
        String what = switch (context) {
            case "resource" -> "everything of resources" + scope.where();
            case "datapoint" -> "data points" + scope.of();
            default -> (scope.metrics().isEmpty() ? "metrics" : scope.metrics()) + scope.where();
        };
        Phrase phrase = Phrase.of("drops " + what, "");
        boolean cpu = scope.name().filter("system.cpu.utilization"::equals).isPresent();
        boolean all = scope.rest().isEmpty();
        if (cpu && (all || scope.rest().contains("\"idle\""))) {
            return phrase.meaning(Meaning.newRelic("the CPU chart of hosts is reckoned from its state idle, and ends"));
        }
        return all && scope.name().isPresent()
                ? phrase.meaning(Meaning.data("its series end; queries and alerts on it find nothing"))
                        .missing(Meaning.data("its series come back"))
                : phrase;
    }

    /** The list says it, or else the lowest of the paths. */
    private static String contextOf(OttlText text, Condition way) {
        if (!text.context().isEmpty()) {
            return text.context();
        }
        List<String> fields = new ArrayList<>();
        new TreeWalk() {
            @Override
            protected void path(Path path) {
                fields.add(text.field(path));
            }
        }.walk(way);
        if (fields.stream().anyMatch(f -> f.startsWith("datapoint."))) {
            return "datapoint";
        }
        boolean resource = !fields.isEmpty() && fields.stream().allMatch(f -> f.startsWith("resource."));
        return resource ? "resource" : "metric";
    }

    private static void match(String list, YamlNode match, List<Phrase> phrases) {
        boolean regexp = match.get("match_type").flatMap(Nodes::text).orElse("").equals("regexp");
        boolean include = list.equals("include");
        for (YamlNode name : match.get("metric_names").map(Nodes::items).orElse(List.of())) {
            String text = Nodes.text(name).orElse("");
            String what = regexp ? "metrics that match /" + text + "/" : "metric " + text;
            phrases.add(Phrase.of(
                    include ? "keeps " + what + ", and drops what it does not name" : "drops " + what,
                    "metrics::" + list + "::metric_names"));
        }
        for (String other : List.of("resource_attributes", "expressions")) {
            match.get(other)
                    .ifPresent(n -> phrases.add(Phrase.of(
                            (include ? "keeps" : "drops") + " by " + other, "metrics::" + list + "::" + other)));
        }
    }
}
