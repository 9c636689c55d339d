package phoenix.config.collector;

/** A decoded configuration of an exporter that may have an address for some signals and none for others. */
public interface SendsBySignal {
    /** Whether its settings say where this signal is sent. */
    boolean sends(Signal signal);
}
