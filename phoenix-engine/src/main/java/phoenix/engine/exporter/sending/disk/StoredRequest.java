package phoenix.engine.exporter.sending.disk;

/**
 * A request as it was put in.
 *
 * @param request nobody changes the array
 */
public record StoredRequest(RecordKey key, byte[] request) {}
