package phoenix.engine.exporter.sending;

/**
 * A request body, ready for the wire. Immutable; nobody changes the array.
 *
 * @param body as sent, after compression
 * @param uncompressedBytes its length before compression
 * @param points data points in it
 */
public record Payload(byte[] body, int uncompressedBytes, int points) {}
