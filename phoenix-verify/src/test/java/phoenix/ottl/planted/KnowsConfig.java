package phoenix.ottl.planted;

import phoenix.config.diagnostic.Diagnostic;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsConfig(Diagnostic diagnostic) {}
