package phoenix.engine.ottl;

import java.util.List;

/** Conditions joined by "or": true when one is. A condition that fails counts as false unless errors propagate. */
final class ConditionSequence {
    private final List<NamedTest> tests;
    private final ErrorMode errorMode;

    record NamedTest(String text, Test test) {}

    ConditionSequence(List<NamedTest> tests, ErrorMode errorMode) {
        this.tests = List.copyOf(tests);
        this.errorMode = errorMode;
    }

    boolean test(Row row, EvalEnvironment environment) throws PropagatedException {
        for (NamedTest test : tests) {
            try {
                if (test.test.test(row)) {
                    return true;
                }
            } catch (EvalException e) {
                switch (errorMode) {
                    case PROPAGATE -> throw new PropagatedException(test.text, e);
                    case IGNORE -> environment.ignored(test.text, e);
                    case SILENT -> environment.silenced();
                }
            }
        }
        return false;
    }
}
