package phoenix.metrics.planted;

import phoenix.engine.component.Outcome;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsTheEngine(Outcome outcome) {}
