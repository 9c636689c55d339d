package phoenix.engine.receiver.planted;

import phoenix.engine.graph.PipelineGraph;

/** Breaks a rule on purpose: see ArchitectureTest. */
public record Source(PipelineGraph graph) {}
