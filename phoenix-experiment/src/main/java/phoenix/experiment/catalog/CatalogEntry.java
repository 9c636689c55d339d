package phoenix.experiment.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline of the catalog.
 *
 * @param saves what it no longer sends
 * @param loses what nobody can ask any more
 * @param note what else is worth knowing; may be empty
 * @param measured by load profile of {@code phoenix loadgen processes}
 * @param text the Collector configuration
 */
public record CatalogEntry(
        String name,
        String summary,
        String saves,
        String loses,
        String note,
        List<Parameter> parameters,
        Map<String, Reduction> measured,
        String text) {
    public CatalogEntry {
        parameters = List.copyOf(parameters);
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
    }

    /** What stands in a default, inside a string of a statement, without ending either. */
    private static final Pattern VALUE = Pattern.compile("[^\\n\\r\"'\\\\${}]*");

    /**
     * An environment variable that the configuration reads.
     *
     * @param defaultText its value when it is not set
     */
    public record Parameter(String name, String defaultText, String doc) {}

    /**
     * Measured against {@code process-baseline-v1}, in whole percent.
     *
     * @param series of one scrape
     * @param datapoints a minute, each pipeline at its own interval
     */
    public record Reduction(int series, int datapoints) {}

    /**
     * With another default for one parameter.
     *
     * @throws IllegalArgumentException when there is no such parameter, or the value cannot stand in an expansion
     */
    public CatalogEntry with(String parameter, String value) {
        if (parameters.stream().noneMatch(p -> p.name().equals(parameter))) {
            throw new IllegalArgumentException("there is no such parameter");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a value has no line breaks, quotes, backslashes, dollar signs or braces");
        }
        Pattern variable = Pattern.compile("\\$\\{env:" + parameter + "(?::-[^}]*)?}");
        String changed =
                variable.matcher(text).replaceAll(Matcher.quoteReplacement("${env:" + parameter + ":-" + value + "}"));
        List<Parameter> all = parameters.stream()
                .map(p -> p.name().equals(parameter) ? new Parameter(parameter, value, p.doc()) : p)
                .toList();
        return new CatalogEntry(name, summary, saves, loses, note, all, measured, changed);
    }
}
