package phoenix.app.embedded;

/**
 * Something that the variants do not see alike.
 *
 * @param receiver its name in reports
 * @param text for people
 */
public record IngestDifference(String receiver, Kind kind, String text) {
    /** How they differ. */
    public enum Kind {
        /** One ingest; a variant with a longer interval gets a part of the readings. */
        EVERY_NTH,
        /** Both read the same source, each at its own times. */
        OWN_READINGS,
        /** One variant is sent data that the other is not. */
        OWN_INPUT
    }
}
