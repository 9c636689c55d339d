package phoenix.config.compile.otelcol;

/** Tells whether a port of this machine can be had. */
@FunctionalInterface
public interface PortProbe {
    /**
     * Asks.
     *
     * @param page whether the port is for a comparison page: then one that already serves the page of this experiment
     *     and variant can be had too
     */
    boolean isFree(String host, int port, boolean page);
}
