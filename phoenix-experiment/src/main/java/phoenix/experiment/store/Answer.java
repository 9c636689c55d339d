package phoenix.experiment.store;

import java.util.function.Function;

/**
 * What a store says to a question. A verdict treats the three cases differently, so none may be mistaken for another.
 *
 * @param <T> what is found
 */
public sealed interface Answer<T> {
    /** The store answered. */
    record Found<T>(T value) implements Answer<T> {}

    /**
     * The store answered, and holds nothing that was asked for: a fact about the experiment.
     *
     * @param explanation for a person, for example {@code no run "x" in this store}
     */
    record NoData<T>(String explanation) implements Answer<T> {}

    /** The store could not answer: a fact about the store, from which nothing follows about the experiment. */
    record Unavailable<T>(StoreProblem problem) implements Answer<T> {}

    /** The same answer about something made of the value. */
    default <U> Answer<U> map(Function<? super T, ? extends U> change) {
        return flatMap(value -> new Found<>(change.apply(value)));
    }

    /** Asks on with the value; the other two cases stay what they are. */
    default <U> Answer<U> flatMap(Function<? super T, Answer<U>> next) {
        return switch (this) {
            case Found<T>(T value) -> next.apply(value);
            case NoData<T>(String explanation) -> new NoData<>(explanation);
            case Unavailable<T>(StoreProblem problem) -> new Unavailable<>(problem);
        };
    }
}
