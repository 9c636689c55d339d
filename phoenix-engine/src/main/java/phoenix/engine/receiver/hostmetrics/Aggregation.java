package phoenix.engine.receiver.hostmetrics;

/**
 * How points are put together that become equal once an attribute is left out: {@code aggregation_strategy} of a
 * metric. An average of integers is rounded towards zero, as in the Collector.
 */
enum Aggregation {
    SUM,
    AVG,
    MIN,
    MAX
}
