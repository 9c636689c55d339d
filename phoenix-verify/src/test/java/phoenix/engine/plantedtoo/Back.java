package phoenix.engine.plantedtoo;

/** Breaks a rule on purpose: see ArchitectureTest. */
public record Back(phoenix.engine.planted.There there) {}
