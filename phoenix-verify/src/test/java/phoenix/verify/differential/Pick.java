package phoenix.verify.differential;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws from lists, and says yes now and then. */
record Pick(RandomGenerator random) {
    @SafeVarargs
    final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** True once in {@code n} times. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
