package phoenix.app.comparison;

/**
 * What a variant's pipelines gave to production in a span of time.
 *
 * @param points data points
 * @param billedBytes what New Relic would store for them, estimated as {@code docs/billing.md} says
 */
public record ProductionShare(long points, long billedBytes) {}
