package phoenix.analysis;

/** What was found about one metric of a criterion over many metrics. */
public record MetricFinding(String metric, Finding finding) {}
