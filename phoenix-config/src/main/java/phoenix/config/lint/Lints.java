package phoenix.config.lint;

import java.util.List;

/** All lints, in the order of their codes. A new one is one line here. */
final class Lints {
    static final List<Lint> ALL = List.of(
            new MemoryLimiterOrder(),
            new MemoryLimiterMissing(),
            new MemoryLimitUnit(),
            new NoBatching(),
            new BatchBeforeDropping(),
            new ContextLostByBatch(),
            new AttributeSetTooLate(),
            new DeltaToPrometheus(),
            new StateBehindLoadBalancer(),
            new PlainSecrets(),
            new PublicBind(),
            new InsecureTransport(),
            new ExtensionNotStarted(),
            new ListenersClash(),
            new OtlpAddress(),
            new DebugInProduction(),
            new SendingUnprotected(),
            new QueueLargerThanMemory(),
            new SameDestinationTwice(),
            new ReceiverCountedTwice(),
            new ScraperTwice(),
            new Intervals(),
            new PrometheusLabels(),
            new NewRelicTransport(),
            new NewRelicHost(),
            new AttributeCardinality(),
            new NameIsAttribute(),
            new PointValueType(),
            new MetricType(),
            new DollarSigns(),
            new BareVariables(),
            new ErrorModePropagate(),
            new FilterDropsEverything(),
            new RiskyEditors(),
            new MatchPatterns(),
            new Removed(),
            new OwnMetricsOff(),
            new PrometheusOverOtlp(),
            new UnknownMetricNames());

    private Lints() {}
}
