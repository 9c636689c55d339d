package phoenix.engine.processor.planted;

import phoenix.engine.receiver.planted.Source;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsASource(Source source) {}
