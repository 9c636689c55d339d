package phoenix.config.planted;

import phoenix.metrics.MetricBatch;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsMetrics(MetricBatch batch) {}
