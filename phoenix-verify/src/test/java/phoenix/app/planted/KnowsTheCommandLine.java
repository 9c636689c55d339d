package phoenix.app.planted;

import phoenix.app.cli.CommandFailure;

/** Breaks a rule on purpose: see ArchitectureTest. */
record KnowsTheCommandLine(CommandFailure failure) {}
