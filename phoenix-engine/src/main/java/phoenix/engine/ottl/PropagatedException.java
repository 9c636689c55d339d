package phoenix.engine.ottl;

/** An evaluation error in error mode {@code propagate}: the batch must be refused. */
public final class PropagatedException extends Exception {
    private static final long serialVersionUID = 1;

    PropagatedException(String statement, EvalException cause) {
        super("failed to execute \"" + statement + "\": " + cause.getMessage(), cause, false, false);
    }
}
