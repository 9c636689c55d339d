package phoenix.engine.receiver.prometheus;

import phoenix.metrics.MetricType;

/** The types of Prometheus and OpenMetrics, and what they become in OTLP. */
enum PromType {
    COUNTER("counter", MetricType.SUM, true, true),
    GAUGE("gauge", MetricType.GAUGE, false, true),
    HISTOGRAM("histogram", MetricType.HISTOGRAM, false, true),
    SUMMARY("summary", MetricType.SUMMARY, false, true),
    UNKNOWN("unknown", MetricType.GAUGE, false, false),
    /** No type of OTLP is like it: its samples become gauges, one for each name. */
    GAUGE_HISTOGRAM("gaugehistogram", MetricType.NONE, false, false),
    INFO("info", MetricType.SUM, false, false),
    STATESET("stateset", MetricType.SUM, false, false);

    final String text;
    final MetricType otlp;
    final boolean monotonic;
    private final boolean inClassicText;

    PromType(String text, MetricType otlp, boolean monotonic, boolean inClassicText) {
        this.text = text;
        this.otlp = otlp;
        this.monotonic = monotonic;
        this.inClassicText = inClassicText;
    }

    static PromType of(String text, boolean openMetrics) throws ParseException {
        if (text.equals("untyped") && !openMetrics) {
            return UNKNOWN;
        }
        for (PromType type : values()) {
            if (type.text.equals(text) && (openMetrics || type.inClassicText)) {
                return type;
            }
        }
        throw new ParseException("invalid metric type \"" + text + "\"");
    }
}
