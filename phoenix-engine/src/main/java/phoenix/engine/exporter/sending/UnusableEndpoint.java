package phoenix.engine.exporter.sending;

import phoenix.config.spec.CheckContext;
import phoenix.config.spec.Field;

/** An address that the Collector starts with and that cannot be used here. The message completes "the endpoint ...". */
public final class UnusableEndpoint extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final boolean worksInCollector;

    private UnusableEndpoint(String message, boolean worksInCollector) {
        super(message);
        this.worksInCollector = worksInCollector;
    }

    /** Nothing can ever be sent there. */
    public static UnusableEndpoint anywhere(String message) {
        return new UnusableEndpoint(message, false);
    }

    /** The Collector can send there. */
    public static UnusableEndpoint here(String message) {
        return new UnusableEndpoint(message, true);
    }

    /** Says so of the field that holds it. */
    public void tell(CheckContext context, Field<?> field, String hint) {
        String message = String.valueOf(getMessage());
        if (worksInCollector) {
            context.notHere(field, message, hint);
        } else {
            context.unusable(field, message, hint);
        }
    }
}
