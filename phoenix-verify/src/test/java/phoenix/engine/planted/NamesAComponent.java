package phoenix.engine.planted;

import phoenix.engine.receiver.planted.Source;

/** Breaks a rule on purpose: see ArchitectureTest. */
record NamesAComponent(Source source) {}
