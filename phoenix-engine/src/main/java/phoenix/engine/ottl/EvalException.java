package phoenix.engine.ottl;

/** An OTTL expression met data that it cannot work with. What follows is the error mode's decision. */
public final class EvalException extends Exception {
    private static final long serialVersionUID = 1;

    EvalException(String message) {
        // No stack trace: data of the wrong kind is an everyday event on the data path, and its place is the statement.
        super(message, null, false, false);
    }
}
