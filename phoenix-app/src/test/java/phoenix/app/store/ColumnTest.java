package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.experiment.store.StaleMarker;

class ColumnTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        StaleMarker.VALUE,
        Double.longBitsToDouble(0xfff8000000000123L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1L << 53,
        (1L << 53) + 2.0,
        -(1L << 53),
        0.1,
        1e-12,
        1e-13,
        1e300,
        123456.78
    };

    private static double[] throughBytes(double[] values) throws DamagedException {
        var sink = new ByteSink(1);
        sink.putByte(7);
        new ValueColumn().encode(values, 0, values.length, sink);
        int end = sink.size();
        var bytes = Arrays.copyOf(sink.array(), end + BitPacking.SLACK);
        var source = new ByteSource(bytes, 1, end);
        var decoded = new double[values.length];
        new ValueColumn().decode(source, decoded, values.length);
        assertThat(source.remaining()).isZero();
        return decoded;
    }

    private static long[] throughBytes(long[] values) throws DamagedException {
        var sink = new ByteSink(1);
        new LongColumn().encode(values, values.length, sink);
        var source = new ByteSource(Arrays.copyOf(sink.array(), sink.size() + BitPacking.SLACK), 0, sink.size());
        var decoded = new long[values.length];
        new LongColumn().decode(source, decoded, values.length);
        assertThat(source.remaining()).isZero();
        return decoded;
    }

    private static void assertSameBits(double[] actual, double[] expected, String what) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.doubleToRawLongBits(actual[i]))
                    .as("%s, value %d: %s", what, i, expected[i])
                    .isEqualTo(Double.doubleToRawLongBits(expected[i]));
        }
    }

    /** Runs of values of one kind, with something odd here and there. */
    private static double[] values(RandomGenerator random) {
        int kind = random.nextInt(9);
        var values = new double[1 + random.nextInt(random.nextBoolean() ? 5 : 300)];
        double state = Math.rint(random.nextDouble() * 1e6);
        for (int i = 0; i < values.length; i++) {
            state += random.nextInt(20) == 0 ? -state : random.nextInt(100);
            values[i] = switch (kind) {
                case 0 -> 42;
                case 1 -> state;
                case 2 -> state / 100;
                case 3 -> state * 4096;
                case 4 -> random.nextDouble();
                case 5 -> Double.longBitsToDouble(random.nextLong());
                case 6 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 7 -> Math.rint(random.nextDouble() * 1e9) / 1e7;
                default -> -state / 1e12;
            };
            if (random.nextInt(40) == 0) {
                values[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123, -7})
    void every_run_of_doubles_comes_back_bit_for_bit(long seed) throws DamagedException {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            var values = values(random);
            assertSameBits(throughBytes(values), values, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void every_single_special_value_comes_back() throws DamagedException {
        for (double value : SPECIAL) {
            assertSameBits(throughBytes(new double[] {value}), new double[] {value}, "alone");
            var among = new double[] {1, value, 2, value, value, 3};
            assertSameBits(throughBytes(among), among, "among others");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 99})
    void every_run_of_longs_comes_back(long seed) throws DamagedException {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            var values = new long[1 + random.nextInt(200)];
            int bits = random.nextInt(64);
            long step = random.nextLong() >> random.nextInt(64);
            for (int i = 1; i < values.length; i++) {
                long noise = bits == 0 ? 0 : random.nextLong() >> (64 - bits);
                values[i] = random.nextInt(30) == 0 ? random.nextLong() : values[i - 1] + step + noise;
            }
            assertThat(throughBytes(values))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(values);
        }
    }

    @Test
    void times_out_of_order_twice_and_at_the_ends_of_time_come_back() throws DamagedException {
        var times = new long[] {5, 5, 1, Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, Long.MIN_VALUE, 7};
        assertThat(throughBytes(times)).isEqualTo(times);
    }

    @Test
    void what_is_regular_costs_little() {
        assertThat(bytes(i -> 42.0)).isLessThan(4);
        assertThat(bytes(i -> 1e6 + 10.0 * i)).isLessThan(16);
        // Eight bits of noise in steps of pages, cents of a second, and a counter: about a byte each.
        var random = new SplittableRandom(3);
        assertThat(bytes(i -> 4096.0 * (100_000 + random.nextInt(256)))).isLessThan(1_030);
        assertThat(bytes(i -> (12_345_678 + random.nextInt(256)) / 100.0)).isLessThan(1_030);
    }

    private static int bytes(IntToDoubleFunction value) {
        var values = new double[1_000];
        Arrays.setAll(values, value);
        var sink = new ByteSink(16);
        new ValueColumn().encode(values, 0, values.length, sink);
        return sink.size();
    }

    @Test
    void no_bytes_at_all_make_decoding_fail_otherwise_than_as_damage() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 20_000; round++) {
            var bytes = new byte[BitPacking.SLACK + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] &= 0x0F;
            int length = bytes.length - BitPacking.SLACK;
            int n = 1 + random.nextInt(300);
            assertThatCode(() -> decodeOrDamage(bytes, length, n)).doesNotThrowAnyException();
        }
    }

    private static void decodeOrDamage(byte[] bytes, int length, int n) {
        try {
            new ValueColumn().decode(new ByteSource(bytes, 0, length), new double[n], n);
        } catch (DamagedException expected) {
            assertThat(expected).hasMessageMatching(".+");
        }
    }
}
