package phoenix.ottl;

import org.jspecify.annotations.Nullable;

/** Leaves the recursive descent at the first mistake; never leaves this package. */
final class SyntaxException extends Exception {
    private final transient Problem problem;

    SyntaxException(Problem problem) {
        // No stack trace: this is how a mistake in user text travels, not a fault of the program.
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    static SyntaxException at(TextRange range, String message, @Nullable String hint) {
        return new SyntaxException(new Problem(Problem.Kind.SYNTAX, range, message, hint));
    }

    Problem problem() {
        return problem;
    }
}
