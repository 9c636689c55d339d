package phoenix.engine.processor.memorylimiter;

import java.time.Duration;
import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;

/**
 * How often the Collector forces a collection of garbage. Checked as there, so that a configuration that it refuses does
 * not pass here, and of no effect: what is held is counted, which no collection changes, and one would stop both
 * variants.
 */
record GcIntervals(Duration minSoft, Duration minHard, Duration maxSoft, Duration maxHard) {
    private static final String NO_EFFECT = "checked, no effect: no collection of garbage is forced here";

    private static final Field<Duration> MIN_SOFT =
            Field.duration("min_gc_interval_when_soft_limited", Duration.ofSeconds(10), NO_EFFECT);
    private static final Field<Duration> MIN_HARD =
            Field.duration("min_gc_interval_when_hard_limited", Duration.ZERO, NO_EFFECT);
    private static final Field<Duration> MAX_SOFT =
            Field.duration("max_gc_interval_when_soft_limited", Duration.ofSeconds(30), NO_EFFECT);
    private static final Field<Duration> MAX_HARD =
            Field.duration("max_gc_interval_when_hard_limited", Duration.ofSeconds(30), NO_EFFECT);

    static final ConfigSpec<GcIntervals> SPEC = ConfigSpec.of(
                    v -> new GcIntervals(v.get(MIN_SOFT), v.get(MIN_HARD), v.get(MAX_SOFT), v.get(MAX_HARD)),
                    MIN_SOFT,
                    MIN_HARD,
                    MAX_SOFT,
                    MAX_HARD)
            .check(GcIntervals::check);

    private static void check(GcIntervals intervals, CheckContext context) {
        if (intervals.minSoft.compareTo(intervals.minHard) < 0) {
            context.error(MIN_HARD, "must be at most min_gc_interval_when_soft_limited");
        }
        checkMax(intervals.minSoft, MIN_SOFT, intervals.maxSoft, MAX_SOFT, context);
        checkMax(intervals.minHard, MIN_HARD, intervals.maxHard, MAX_HARD, context);
        if (!intervals.maxSoft.isZero() && intervals.maxSoft.compareTo(intervals.maxHard) < 0) {
            context.error(MAX_HARD, "must be at most max_gc_interval_when_soft_limited, or 0");
        }
        for (Field<?> field : List.of(MIN_SOFT, MIN_HARD, MAX_SOFT, MAX_HARD)) {
            if (context.isSet(field)) {
                context.report(
                        DiagnosticCode.FIELD_WITHOUT_EFFECT,
                        context.span(field),
                        "field \"" + field.name() + "\" has no effect here: no collection of garbage is forced",
                        "leave it as it is for the Collector, or take it out");
            }
        }
    }

    private static void checkMax(
            Duration min, Field<?> minField, Duration max, Field<?> maxField, CheckContext context) {
        if (max.isNegative()) {
            context.error(maxField, "must not be negative");
        } else if (!max.isZero() && max.compareTo(min) < 0) {
            context.error(maxField, "must be at least " + minField.name() + ", or 0");
        }
    }
}
