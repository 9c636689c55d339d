package phoenix.engine.exporter.sending;

/** An address that the Collector starts with and can never send to. The message completes "the endpoint ...". */
public final class UnusableEndpoint extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnusableEndpoint(String message) {
        super(message);
    }
}
