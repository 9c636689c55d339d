package phoenix.experiment.store;

/**
 * The name and labels under which Prometheus knows a series, without the comparison labels {@code experiment},
 * {@code pipeline} and {@code variant}. The caller gives them, for it is the exporter that does the translation.
 */
public record PrometheusSeries(String name, Labels labels) {
    /** For a series that has no Prometheus form. */
    public static final PrometheusSeries NONE = new PrometheusSeries("", Labels.NONE);
}
