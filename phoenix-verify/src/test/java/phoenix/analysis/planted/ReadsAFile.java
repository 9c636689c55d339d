package phoenix.analysis.planted;

import java.nio.file.Path;

/** Breaks a rule on purpose: see ArchitectureTest. */
record ReadsAFile(Path file) {}
