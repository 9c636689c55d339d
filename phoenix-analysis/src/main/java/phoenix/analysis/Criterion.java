package phoenix.analysis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.Kept;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;

/**
 * One thing that must hold for the candidate to be accepted: a measure and exactly one rule. The same grammar stands in experiment files,
 * criteria files and reports: {@code MEASURE: {within|reduce_by|increase_at_most: 5%}}, or {@code MEASURE: kept}.
 *
 * @param measure what is compared, such as {@code series}, {@code cpu}, or {@link #FIDELITY}
 */
public record Criterion(String measure, Rule rule) {
    public static final String SERIES = "series";
    public static final String DATAPOINTS = "datapoints";
    /** Per metric over everything both variants share, all metrics at once. */
    public static final String FIDELITY = "fidelity";
    /** The items the user named as critical; its rule is always {@link Kept}. */
    public static final String CRITICAL = "critical";
    /** Every metric, label key and entity; its rule is always {@link Kept}. */
    public static final String COVERAGE = "coverage";
    /** Points that production refused or that were given up, as a count of the run, not a mean. */
    public static final String EXPORT_FAILURES = "export_failures";

    private static final Pattern MEASURE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:/-]{0,127}");

    public Criterion {
        if (!MEASURE.matcher(measure).matches()) {
            throw new CriterionFormatException("\"" + abbreviate(measure)
                    + "\" is not a measure name: letters, digits and _ . : / - up to 128, starting with a letter");
        }
        boolean fact = measure.equals(CRITICAL) || measure.equals(COVERAGE);
        if (fact != (rule instanceof Kept)) {
            throw new CriterionFormatException(
                    fact
                            ? measure + " is kept or not: write \"" + measure + ": kept\", not \"" + rule + "\""
                            : measure + " cannot be \"kept\": write within, reduce_by or increase_at_most");
        }
        if (measure.equals(FIDELITY) && !(rule instanceof Within)) {
            throw new CriterionFormatException(
                    "fidelity takes within, such as \"fidelity: {within: 5%}\", not \"" + rule + "\"");
        }
    }

    /**
     * Reads the rule of a measure.
     *
     * @param rules the words under the measure with their values, exactly one
     * @throws CriterionFormatException with what to write instead
     */
    public static Criterion parse(String measure, Map<String, String> rules) {
        if (rules.size() != 1) {
            throw new CriterionFormatException(
                    measure + " needs exactly one of within, reduce_by, increase_at_most, got "
                            + (rules.isEmpty() ? "none" : abbreviate(String.join(", ", rules.keySet()))));
        }
        Map.Entry<String, String> only = rules.entrySet().iterator().next();
        return new Criterion(measure, rule(measure, only.getKey(), only.getValue()));
    }

    /** Reads the short form {@code MEASURE: kept}. */
    public static Criterion parse(String measure, String word) {
        if (!word.strip().equals("kept")) {
            throw new CriterionFormatException(measure + ": \"" + abbreviate(word)
                    + "\" is not a rule; write {within: 5%}, {reduce_by: 5%}, {increase_at_most: 5%}, or kept");
        }
        return new Criterion(measure, new Kept());
    }

    /**
     * What holds when the user names no criterion: series and datapoints not above the baseline's, every critical item kept, fidelity within
     * 5 %, no failed production export.
     */
    public static List<Criterion> defaults() {
        return List.of(
                new Criterion(SERIES, new IncreaseAtMost(new Percent(0))),
                new Criterion(DATAPOINTS, new IncreaseAtMost(new Percent(0))),
                new Criterion(FIDELITY, new Within(new Percent(0.05))),
                new Criterion(CRITICAL, new Kept()),
                new Criterion(EXPORT_FAILURES, new IncreaseAtMost(new Percent(0))));
    }

    private static Rule rule(String measure, String word, String value) {
        try {
            return switch (word) {
                case "within" -> new Within(Percent.parse(value));
                case "reduce_by" -> new ReduceBy(Percent.parse(value));
                case "increase_at_most" -> new IncreaseAtMost(Percent.parse(value));
                default ->
                    throw new CriterionFormatException(
                            "\"" + abbreviate(word) + "\" is not one of within, reduce_by, increase_at_most");
            };
        } catch (CriterionFormatException e) {
            throw new CriterionFormatException(measure + ": " + e.getMessage());
        }
    }

    private static String abbreviate(String text) {
        return text.length() > 64 ? text.substring(0, 64) + "…" : text;
    }

    @Override
    public String toString() {
        return measure + ": " + rule;
    }
}
