package phoenix.engine.planted;

/** Breaks a rule on purpose: see ArchitectureTest. */
public record There(phoenix.engine.plantedtoo.Back back) {}
