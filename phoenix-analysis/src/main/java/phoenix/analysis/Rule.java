package phoenix.analysis;

/** What a criterion asks of the candidate, relative to the baseline's mean. */
public sealed interface Rule {
    /** The candidate's mean differs by less than the margin, up or down. */
    record Within(Percent margin) implements Rule {
        @Override
        public String toString() {
            return "within " + margin;
        }
    }

    /** The candidate's mean is lower by at least this share. */
    record ReduceBy(Percent reduction) implements Rule {
        public ReduceBy {
            if (reduction.ratio() > 1) {
                throw new CriterionFormatException("nothing can be reduced by more than 100%, got " + reduction);
            }
        }

        @Override
        public String toString() {
            return "reduce_by " + reduction;
        }
    }

    /** The candidate's mean is higher by at most this share. */
    record IncreaseAtMost(Percent increase) implements Rule {
        @Override
        public String toString() {
            return "increase_at_most " + increase;
        }
    }

    /** Nothing that the baseline has is lost: for {@code critical} and {@code coverage}. */
    record Kept() implements Rule {
        @Override
        public String toString() {
            return "kept";
        }
    }

    /** The one number of the rule as a ratio; 0 for {@link Kept}. */
    default double marginRatio() {
        return switch (this) {
            case Within w -> w.margin().ratio();
            case ReduceBy r -> r.reduction().ratio();
            case IncreaseAtMost i -> i.increase().ratio();
            case Kept _ -> 0;
        };
    }
}
