package phoenix.app.store;

import phoenix.experiment.store.StoreProblem;

/** A problem on its way to the edge of the package, where it becomes an answer. */
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient StoreProblem problem;

    ProblemException(StoreProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    StoreProblem problem() {
        return problem;
    }
}
