package phoenix.analysis;

import java.util.random.RandomGenerator;

/** Seeded pairs of streams with a known relation of their means, for simulations. */
final class Streams {
    private Streams() {}

    /** One stream of noise with unit variance. */
    interface Noise {
        double next();
    }

    /** Where noise comes from. */
    enum Shape {
        AR_0(0),
        AR_5(0.5),
        AR_8(0.8),
        AR_9(0.9),
        HEAVY_TAILS(0),
        HEAVY_TAILS_8(0.8),
        HIDDEN_SLOW(0),
        OVERLAP_10(0),
        MOVING_AVERAGE(0),
        CYCLE(0.5),
        GAPS(0.5);

        private final double phi;

        Shape(double phi) {
            this.phi = phi;
        }

        Noise noise(RandomGenerator random) {
            return switch (this) {
                case AR_0, AR_5, AR_8, AR_9 -> autoregression(phi, random::nextGaussian, random);
                case HEAVY_TAILS, HEAVY_TAILS_8 -> autoregression(phi, () -> student5(random), random);
                case HIDDEN_SLOW -> {
                    Noise slow = autoregression(0.9, random::nextGaussian, random);
                    yield () -> Math.sqrt(0.5) * (slow.next() + random.nextGaussian());
                }
                case GAPS -> {
                    Noise whole = autoregression(phi, random::nextGaussian, random);
                    yield () -> {
                        double value = whole.next();
                        return random.nextInt(50) == 0 ? Double.NaN : value;
                    };
                }
                case OVERLAP_10 -> overlapping(10, random);
                case MOVING_AVERAGE -> overlapping(3, random);
                case CYCLE -> {
                    Noise fast = autoregression(phi, random::nextGaussian, random);
                    double phase = random.nextDouble() * 2 * Math.PI;
                    int[] t = {0};
                    yield () ->
                            Math.sqrt(0.5) * (fast.next() + Math.sqrt(2) * Math.sin(phase + 2 * Math.PI * t[0]++ / 24));
                }
            };
        }
    }

    /** A stationary first-order autoregression of variance 1, from its stationary distribution. */
    private static Noise autoregression(double phi, Noise innovation, RandomGenerator random) {
        double scale = Math.sqrt(1 - phi * phi);
        double[] value = {random.nextGaussian()};
        return () -> value[0] = phi * value[0] + scale * innovation.next();
    }

    private static double student5(RandomGenerator random) {
        double chiSquared = 0;
        for (int i = 0; i < 5; i++) {
            double g = random.nextGaussian();
            chiSquared += g * g;
        }
        return random.nextGaussian() / Math.sqrt(chiSquared / 5) * Math.sqrt(0.6);
    }

    /** Means over the last {@code width} white values, as a range query with a shorter step gives. */
    private static Noise overlapping(int width, RandomGenerator random) {
        double[] ring =
                random.doubles(width).map(ignored -> random.nextGaussian()).toArray();
        int[] at = {0};
        return () -> {
            ring[at[0]++ % width] = random.nextGaussian();
            double sum = 0;
            for (double v : ring) {
                sum += v;
            }
            return sum / Math.sqrt(width);
        };
    }
}
