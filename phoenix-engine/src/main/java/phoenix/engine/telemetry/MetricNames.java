package phoenix.engine.telemetry;

/** Names of own telemetry, as the Collector has them. Values count data points unless the name says otherwise. */
public final class MetricNames {
    public static final String RECEIVER_ACCEPTED = "otelcol_receiver_accepted_metric_points";
    public static final String RECEIVER_REFUSED = "otelcol_receiver_refused_metric_points";
    /** Points that the receiver itself failed on; here that is none, as mostly there. */
    public static final String RECEIVER_FAILED = "otelcol_receiver_failed_metric_points";
    /** Points that the pipelines refused, and that the receiver does not offer again. */
    public static final String RECEIVER_LOST = "phoenix_receiver_lost_metric_points";
    /** Lines of a file that are no metrics. */
    public static final String RECEIVER_MALFORMED_LINES = "phoenix_receiver_malformed_lines";
    /** 1 when a receiver that plays a file has handed on all of it, else 0. */
    public static final String RECEIVER_FINISHED = "phoenix_receiver_finished";

    public static final String SCRAPER_ERRORED = "otelcol_scraper_errored_metric_points";
    public static final String SCRAPER_SCRAPED = "otelcol_scraper_scraped_metric_points";
    public static final String PROCESSOR_INCOMING = "otelcol_processor_incoming_items";
    public static final String PROCESSOR_OUTGOING = "otelcol_processor_outgoing_items";
    /** Points that the processor, or what follows it, refused to take. */
    public static final String PROCESSOR_INCOMING_REFUSED = "phoenix_processor_incoming_refused_items";
    /** Points that what follows the processor refused to take. */
    public static final String PROCESSOR_OUTGOING_REFUSED = "phoenix_processor_outgoing_refused_items";

    public static final String EXPORTER_SENT = "otelcol_exporter_sent_metric_points";
    public static final String EXPORTER_SEND_FAILED = "otelcol_exporter_send_failed_metric_points";
    public static final String EXPORTER_ENQUEUE_FAILED = "otelcol_exporter_enqueue_failed_metric_points";
    /** Requests that are being sent or wait for their next attempt. */
    public static final String EXPORTER_IN_FLIGHT = "otelcol_exporter_in_flight_requests";

    public static final String EXPORTER_ENQUEUE_SIZE = "otelcol_exporter_enqueue_size";
    public static final String EXPORTER_ENQUEUE_BYTES = "otelcol_exporter_enqueue_size_bytes";
    public static final String EXPORTER_BATCH_SIZE = "otelcol_exporter_queue_batch_send_size";
    public static final String EXPORTER_BATCH_BYTES = "otelcol_exporter_queue_batch_send_size_bytes";
    public static final String EXPORTER_QUEUE_SIZE = "otelcol_exporter_queue_size";
    public static final String EXPORTER_QUEUE_CAPACITY = "otelcol_exporter_queue_capacity";
    /** What the queues hold of exporters that a reload has replaced, and that still send. */
    public static final String EXPORTER_REPLACED_QUEUE_SIZE = "phoenix_exporter_replaced_queue_size";
    /** Bytes of the files of a queue on disk. */
    public static final String EXPORTER_QUEUE_DISK_BYTES = "phoenix_exporter_queue_disk_bytes";
    /** Requests of a queue on disk that were lost because something changed its files. */
    public static final String EXPORTER_QUEUE_DAMAGED = "phoenix_exporter_queue_damaged_requests";
    /** Points that the backend took out of a request that it accepted (OTLP partial success). */
    public static final String EXPORTER_REJECTED = "phoenix_exporter_rejected_metric_points";
    /** Points that were encoded and checked, and then not sent because delivery is on hold. */
    public static final String EXPORTER_HELD = "phoenix_exporter_held_metric_points";
    /** What the limits of the backend would cut or drop, in payloads held back because delivery is on hold. */
    public static final String EXPORTER_LIMIT_FAULTS = "phoenix_exporter_limit_faults";
    /** Bytes of request bodies as sent (or as they would be, on hold), after compression; retries count again. */
    public static final String EXPORTER_WIRE_BYTES = "phoenix_exporter_wire_bytes";
    /** Bytes of request bodies before compression; each payload counts once. */
    public static final String EXPORTER_UNCOMPRESSED_BYTES = "phoenix_exporter_uncompressed_bytes";

    private MetricNames() {}

    /** Says where an exporter sends to, in the labels of those figures that have them in the Collector. */
    public static void labelPeer(ComponentTelemetry exporter, String pageLabels) {
        exporter.setLabels(pageLabels, EXPORTER_SENT, EXPORTER_SEND_FAILED, EXPORTER_BATCH_SIZE, EXPORTER_BATCH_BYTES);
    }
}
