package phoenix.engine.ottl;

import java.util.List;

/** What compiling a group gives: the group, or all that is wrong with it. */
public sealed interface Compiled<T> {
    /** The group can run. */
    record Ready<T>(T group) implements Compiled<T> {}

    /** The group cannot run; at least one fault. */
    record Faulty<T>(List<Fault> faults) implements Compiled<T> {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
