package phoenix.analysis;

/** A criterion that cannot be read. The message names the word at fault and what to write instead; the caller adds the position. */
public final class CriterionFormatException extends IllegalArgumentException {
    public CriterionFormatException(String message) {
        super(message);
    }
}
