package phoenix.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share as people write it: {@code 5%}, {@code 0.5 %}, or the plain ratio {@code 0.05}.
 *
 * @param ratio 0.05 for 5 %; finite, from 0 to {@link #RATIO_MAX}
 */
public record Percent(double ratio) implements Comparable<Percent> {
    /** 10,000 %: beyond it a margin means nothing. */
    public static final double RATIO_MAX = 100;

    private static final int TEXT_MAX = 32;

    public Percent {
        if (!(ratio >= 0 && ratio <= RATIO_MAX)) {
            throw new CriterionFormatException("a percentage from 0% to 10000% is needed, got " + ratio * 100 + "%");
        }
    }

    /**
     * Reads {@code 5%} or a ratio of at most 1.
     *
     * @throws CriterionFormatException for anything else, a bare {@code 5} included, because it may mean 5 % or five times
     */
    public static Percent parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > TEXT_MAX) {
            throw new CriterionFormatException("a percentage such as 5% is needed, got " + quoted(trimmed));
        }
        boolean percent = trimmed.endsWith("%");
        String digits = percent ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
        if (!digits.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                || digits.isEmpty()
                || ".".equals(digits)) {
            String reason = digits.startsWith("-") ? ": it cannot be negative" : "";
            throw new CriterionFormatException("a percentage such as 5% is needed, got " + quoted(trimmed) + reason);
        }
        BigDecimal value = decimal(digits, trimmed);
        if (percent) {
            return new Percent(value.movePointLeft(2).doubleValue());
        }
        if (value.compareTo(BigDecimal.ONE) > 0) {
            throw new CriterionFormatException(
                    quoted(trimmed) + " is ambiguous: write " + trimmed + "% or a ratio such as 0.05");
        }
        return new Percent(value.doubleValue());
    }

    private static BigDecimal decimal(String digits, String whole) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new CriterionFormatException("a percentage such as 5% is needed, got " + quoted(whole));
        }
    }

    private static String quoted(String text) {
        return '"' + (text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text) + '"';
    }

    @Override
    public int compareTo(Percent other) {
        return Double.compare(ratio, other.ratio);
    }

    /** As written: {@code 5%}, {@code 0.5%}. */
    @Override
    public String toString() {
        BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2).setScale(10, RoundingMode.HALF_EVEN);
        return percent.stripTrailingZeros().toPlainString() + "%";
    }
}
