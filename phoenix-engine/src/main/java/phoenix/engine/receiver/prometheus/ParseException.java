package phoenix.engine.receiver.prometheus;

/** A page that is not in its format, or breaks a limit; the whole scrape fails. */
final class ParseException extends Exception {
    private static final long serialVersionUID = 1;

    ParseException(String message) {
        super(message);
    }
}
