package phoenix.engine.planted;

import phoenix.experiment.Variant;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsExperiments(Variant variant) {}
