package phoenix.app.store;

import java.util.SplittableRandom;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;

/**
 * Samples that look like those of the host metrics scrapers: a quarter constants, a quarter integer counters, a fifth CPU seconds
 * in hundredths, 15 % memory in pages, 5 % load averages, 5 % ratios with all their digits, 5 % small counts. Scrapers
 * have times of their own, a few milliseconds apart; a fortieth of the series comes and goes, as processes do; counters reset.
 */
final class HostLikeLoad {
    private static final int SCRAPERS = 8;

    final int series;
    private final long intervalMillis;
    private final long startMillis;
    private final SplittableRandom random;
    private final double[] state;
    private final double[] rate;
    private final long[] scraperMillis = new long[SCRAPERS];
    private long step = -1;

    HostLikeLoad(int series, long intervalMillis, long startMillis, long seed) {
        this.series = series;
        this.intervalMillis = intervalMillis;
        this.startMillis = startMillis;
        random = new SplittableRandom(seed);
        state = new double[series];
        rate = new double[series];
        for (int i = 0; i < series; i++) {
            state[i] = switch (kind(i)) {
                case CONSTANT -> random.nextInt(4) == 0 ? 0 : random.nextLong(1L << 34) & ~4095L;
                case COUNTER -> random.nextLong(1L << 40);
                case CPU_SECONDS -> random.nextLong(100_000_000);
                case MEMORY -> random.nextLong(1, 200_000);
                case LOAD -> random.nextDouble(0, 4);
                case RATIO -> random.nextDouble(0, 1);
                case COUNT -> random.nextInt(1, 200);
            };
            rate[i] = switch (kind(i)) {
                case COUNTER -> Math.pow(10, random.nextDouble(0, 6));
                case CPU_SECONDS -> random.nextInt(3) == 0 ? random.nextDouble(0, 0.9) : random.nextDouble(0, 0.02);
                default -> random.nextDouble(0, 0.3);
            };
        }
    }

    enum Kind {
        CONSTANT,
        COUNTER,
        CPU_SECONDS,
        MEMORY,
        LOAD,
        RATIO,
        COUNT
    }

    static Kind kind(int series) {
        int percent = series * 37 % 100;
        if (percent < 25) {
            return Kind.CONSTANT;
        } else if (percent < 50) {
            return Kind.COUNTER;
        } else if (percent < 70) {
            return Kind.CPU_SECONDS;
        } else if (percent < 85) {
            return Kind.MEMORY;
        }
        return percent < 90 ? Kind.LOAD : percent < 95 ? Kind.RATIO : Kind.COUNT;
    }

    /** Goes to the next collection. */
    void advance() {
        step++;
        for (int s = 0; s < SCRAPERS; s++) {
            int late = random.nextInt(10) == 0 ? random.nextInt(4) : random.nextInt(2);
            scraperMillis[s] = startMillis + step * intervalMillis + s + late;
        }
    }

    boolean isPresent(int i) {
        return i % 40 != 7 || step / (200 + i % 50) % 3 != 1;
    }

    long timeMillis(int i) {
        return scraperMillis[i / 50 % SCRAPERS];
    }

    /** The next value of a series, once for each collection. */
    double value(int i) {
        double seconds = intervalMillis / 1000.0;
        return switch (kind(i)) {
            case CONSTANT -> state[i];
            case COUNTER -> {
                state[i] = random.nextInt(20_000) == 0 ? 0 : state[i] + counted(rate[i] * seconds);
                yield state[i];
            }
            case CPU_SECONDS -> {
                double ticks = rate[i] * 100 * seconds;
                state[i] += Math.floor(ticks * (0.7 + 0.6 * random.nextDouble()) + random.nextDouble());
                yield state[i] / 100;
            }
            case MEMORY -> {
                if (random.nextDouble() < rate[i]) {
                    state[i] = Math.max(1, state[i] + Math.rint(random.nextGaussian() * 20));
                }
                yield state[i] * 4096;
            }
            case LOAD -> {
                state[i] = state[i] * 0.98 + random.nextDouble(0, 0.08);
                yield Math.rint(state[i] * 100) / 100;
            }
            case RATIO -> Math.clamp(state[i] + 0.05 * random.nextGaussian(), 0, 1);
            case COUNT -> {
                if (random.nextInt(30) == 0) {
                    state[i] = Math.max(1, state[i] + random.nextInt(-2, 3));
                }
                yield state[i];
            }
        };
    }

    private double counted(double expected) {
        if (expected < 3) {
            return random.nextDouble() < expected / 3 ? random.nextInt(1, 6) : 0;
        }
        return Math.max(0, Math.rint(expected * (1 + 0.3 * random.nextGaussian())));
    }

    /** The first half of the series is the baseline's, the second the candidate's. */
    Variant variant(int i) {
        return i < series / 2 ? Variant.BASELINE : Variant.CANDIDATE;
    }

    SeriesIdentity identity(int i) {
        int own = i % (series / 2);
        var metric = MetricDescriptor.gauge("system.metric" + own % 60, "1");
        var attributes = Labels.of("device", "sd" + own / 60, "state", "used");
        var source = SeriesSource.ofResource(Labels.of("host.name", "web-1", "os.type", "linux"));
        return new SeriesIdentity(metric, SeriesPart.VALUE, source, attributes, prometheus(i));
    }

    PrometheusSeries prometheus(int i) {
        int own = i % (series / 2);
        return new PrometheusSeries(
                "phoenix_system_metric" + own % 60,
                Labels.of("device", "sd" + own / 60, "host_name", "web-1", "os_type", "linux", "state", "used"));
    }
}
