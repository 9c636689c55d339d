package phoenix.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Property tests over generated cases: the same cases in every run, and a failure that names the one seed to replay.
 *
 * <p>{@code -Dphoenix.seed=N} runs that seed alone; {@code -Dphoenix.seeds=FACTOR} runs that many times more cases.
 */
public final class Seeds {
    private static final String ONE = "phoenix.seed";
    private static final String FACTOR = "phoenix.seeds";
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeds() {}

    /** One generated case; it draws everything that differs between cases from {@code random}. */
    @FunctionalInterface
    public interface Case {
        void run(RandomGenerator random) throws Exception;
    }

    /**
     * Runs {@code property} with {@code count} seeds.
     *
     * @throws AssertionError with the seed, and the failure of the case as its cause
     */
    public static void forAll(int count, Case property) {
        Long only = Long.getLong(ONE);
        if (only != null) {
            run(only, property);
            return;
        }
        long cases = (long) count * Integer.getInteger(FACTOR, 1);
        for (long seed = 1; seed <= cases; seed++) {
            run(seed, property);
        }
    }

    /** The generator of one seed, for tests that make their cases themselves. */
    public static RandomGenerator random(long seed) {
        return GENERATORS.create(seed);
    }

    private static void run(long seed, Case property) {
        try {
            property.run(random(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "seed " + seed + " (replay it with -D" + ONE + "=" + seed + "): " + failure, failure);
        }
    }
}
