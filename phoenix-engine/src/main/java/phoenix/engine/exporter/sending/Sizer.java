package phoenix.engine.exporter.sending;

/** What a queue or a batch is measured in. */
public enum Sizer {
    REQUESTS,
    /** Data points. */
    ITEMS,
    /** Bytes of OTLP before compression. */
    BYTES
}
