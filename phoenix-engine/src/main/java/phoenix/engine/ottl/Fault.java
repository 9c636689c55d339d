package phoenix.engine.ottl;

import phoenix.ottl.Problem;

/**
 * A statement or condition that cannot be compiled.
 *
 * @param part which of the two lists it stands in
 * @param index its place there, from 0
 */
public record Fault(Part part, int index, Problem problem) {
    /** The lists of a group. */
    public enum Part {
        STATEMENT,
        CONDITION
    }
}
