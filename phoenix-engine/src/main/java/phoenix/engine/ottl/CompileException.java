package phoenix.engine.ottl;

import phoenix.ottl.Problem;
import phoenix.ottl.TextRange;

/** A function refuses an argument that only it can judge, such as a pattern; never leaves this package. */
final class CompileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    CompileException(TextRange range, String message) {
        super(message, null, false, false);
        this.problem = new Problem(Problem.Kind.WRONG_ARGUMENT, range, message, null);
    }

    Problem problem() {
        return problem;
    }
}
