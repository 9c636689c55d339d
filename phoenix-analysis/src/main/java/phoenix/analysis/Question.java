package phoenix.analysis;

/**
 * The questions a rule asks of one series, as signs of linear contrasts. "The candidate's mean is above the baseline's by less than m" is the
 * sign of mean(C − B − m·|B|): linear, so no ratio and no error of the baseline's mean is left out.
 *
 * <p>Where the baseline's mean is under {@link #NEAR_ZERO} of its own root mean square, or the margin under the floor, a share of the mean has
 * no meaning; the limit is then absolute.
 */
final class Question {
    /** A mean smaller than this share of the root mean square is "near zero": the scale is then this share of the root mean square. */
    static final double NEAR_ZERO = 0.01;

    private final PairedSeries series;
    private final double floor;
    private final double scale;
    private final double sign;

    Question(PairedSeries series, double floor) {
        this.series = series;
        this.floor = floor;
        double mean = series.meanBaseline();
        this.scale =
                Math.max(Math.abs(mean), NEAR_ZERO * Math.sqrt(series.lagged().meanSquareBaseline()));
        this.sign = scale > Math.abs(mean) ? 0 : Math.signum(mean);
    }

    /** The contrast whose mean is the distance of the candidate's mean above (1 + ratio) times the baseline's size. */
    Contrast above(double ratio) {
        double margin = Math.abs(ratio) * scale;
        if (sign == 0 || margin < floor) {
            double limit = Math.copySign(Math.max(margin, floor), ratio);
            return Contrast.of(series, 0).minus(limit);
        }
        return Contrast.of(series, sign * ratio);
    }

    /**
     * The mean of {@link #above} in standard errors by blocks alone: never nearer to zero than what {@link #above} gives, at a small part of its cost. NaN or
     * infinite where there is no chance in it.
     */
    double glance(double ratio) {
        double margin = Math.abs(ratio) * scale;
        boolean absolute = sign == 0 || margin < floor;
        double kappa = absolute ? 0 : sign * ratio;
        double limit = absolute ? Math.copySign(Math.max(margin, floor), ratio) : 0;
        LaggedProducts lagged = series.lagged();
        double mean = lagged.meanDifference() - kappa * lagged.meanBaseline() - limit;
        return mean / Math.sqrt(LongRunVariance.byBlocks(series.blocks(), kappa) / lagged.count());
    }

    /** The contrast at the estimate itself: what is left when the variants are brought to one mean. */
    Contrast central() {
        return Contrast.of(series, sign == 0 ? 0 : sign * estimate());
    }

    /** Whether limits are a share of the baseline's mean and not absolute. */
    boolean relative() {
        return sign != 0;
    }

    /** What 100 % is, in the unit of the measure; 0 where the baseline is 0 throughout. */
    double scale() {
        return scale;
    }

    /** Mean difference as a ratio of the scale. */
    double estimate() {
        return series.identical() ? 0 : series.lagged().meanDifference() / scale;
    }
}
