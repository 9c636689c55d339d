package phoenix.engine.processor.metricstransform;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import phoenix.engine.ottl.EvalException;
import phoenix.engine.ottl.Regex;
import phoenix.metrics.Attributes;

/** Selects metrics by name, and their points by labels. Thread-safe. */
final class MetricFilter {
    private final String include;
    private final Optional<Regex> pattern;
    private final List<LabelMatch> labels = new ArrayList<>();
    /** The names under which groups become labels, from the first group on. */
    private final List<String> groupLabels = new ArrayList<>();

    private record LabelMatch(String key, Predicate<String> test) {}

    /** @throws EvalException with what is wrong with a pattern */
    MetricFilter(String include, boolean isRegexp, Map<String, String> matchLabels) throws EvalException {
        this.include = include;
        this.pattern = isRegexp ? Optional.of(Regex.of(include)) : Optional.empty();
        for (Map.Entry<String, String> label : matchLabels.entrySet()) {
            labels.add(new LabelMatch(
                    label.getKey(), isRegexp ? Regex.of(label.getValue())::finds : label.getValue()::equals));
        }
        pattern.ifPresent(this::nameGroups);
    }

    private void nameGroups(Regex regex) {
        for (int group = 1; group <= regex.groupCount(); group++) {
            String name = regex.groupNames().get(group);
            groupLabels.add(name.isEmpty() ? "$" + group : name);
        }
    }

    boolean matchesName(String name) {
        return pattern.map(regex -> regex.finds(name)).orElseGet(() -> include.equals(name));
    }

    boolean hasLabels() {
        return !labels.isEmpty();
    }

    /** A label that is absent counts as empty, and so does one that is no text. */
    boolean matchesLabels(Attributes attributes) {
        for (LabelMatch label : labels) {
            String value = attributes.getString(label.key);
            if (!label.test.test(value == null ? "" : value)) {
                return false;
            }
        }
        return true;
    }

    /** The new name for a metric of this name: groups are put into it; as it is when that gives nothing. */
    String expand(String newName, String name) {
        if (pattern.isEmpty()) {
            return newName;
        }
        Matcher matcher = pattern.get().matcher(name);
        StringBuilder expanded = new StringBuilder();
        if (matcher.find()) {
            pattern.get().expand(matcher, newName, expanded);
        }
        return expanded.isEmpty() ? newName : expanded.toString();
    }

    /** What the groups of the pattern make of the labels of a metric of this name. */
    Attributes withGroups(String name, SubmatchCase submatchCase, Attributes attributes) {
        if (pattern.isEmpty() || groupLabels.isEmpty()) {
            return attributes;
        }
        Matcher matcher = pattern.get().matcher(name);
        Attributes result = attributes;
        if (matcher.find()) {
            for (int group = 1; group <= groupLabels.size(); group++) {
                String text = matcher.group(group);
                if (text != null && !text.isEmpty()) {
                    result =
                            result.with(groupLabels.get(group - 1), phoenix.metrics.Value.of(submatchCase.apply(text)));
                }
            }
        }
        return result;
    }
}
