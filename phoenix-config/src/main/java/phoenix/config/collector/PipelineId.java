package phoenix.config.collector;

/** The id of a pipeline: {@code metrics} or {@code metrics/name}. */
public record PipelineId(Signal signal, String name) {

    /**
     * Reads an id as a configuration writes it.
     *
     * @throws IllegalArgumentException with the rule that is broken
     */
    public static PipelineId parse(String text) {
        ComponentId id = ComponentId.parse(text);
        Signal signal = Signal.of(id.type())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a pipeline id starts with metrics, traces, logs or profiles, not \"" + id.type() + "\""));
        return new PipelineId(signal, id.name());
    }

    @Override
    public String toString() {
        return name.isEmpty() ? signal.toString() : signal + "/" + name;
    }
}
