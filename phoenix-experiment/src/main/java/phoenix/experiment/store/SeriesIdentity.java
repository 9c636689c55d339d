package phoenix.experiment.store;

/**
 * What makes a series this series and no other within one variant.
 *
 * @param attributes attributes of the data point
 * @param prometheus the same series as Prometheus sees it, or {@link PrometheusSeries#NONE}
 */
public record SeriesIdentity(
        MetricDescriptor metric, SeriesPart part, SeriesSource source, Labels attributes, PrometheusSeries prometheus) {

    /** A gauge or sum without a Prometheus form. */
    public static SeriesIdentity of(MetricDescriptor metric, SeriesSource source, Labels attributes) {
        return new SeriesIdentity(metric, SeriesPart.VALUE, source, attributes, PrometheusSeries.NONE);
    }

    /** What a series of the other variant must have in common with this one to be compared with it. */
    public PairingKey pairingKey() {
        return new PairingKey(metric.name(), part, source, attributes);
    }

    /** Everything but unit, type and temporality: a change of those is a finding, not another series. */
    public record PairingKey(String metric, SeriesPart part, SeriesSource source, Labels attributes) {}
}
