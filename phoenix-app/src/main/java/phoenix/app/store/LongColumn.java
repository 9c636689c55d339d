package phoenix.app.store;

import java.util.Arrays;

/**
 * Writes a run of longs in the shortest of three ways: one number for all; offsets from the smallest; steps. Offsets and steps
 * are divided by what they have in common (memory moves in pages, a collection interval in seconds) and bit-packed. All
 * arithmetic wraps, so every run of longs survives.
 *
 * <p>Not safe for several threads: it keeps its scratch space.
 */
final class LongColumn {
    private static final int CONSTANT = 0;
    /** Base, divisor, packed (value - base) / divisor. */
    private static final int OFFSETS = 1;
    /** First value, base, divisor, packed (step - base) / divisor: one number less. */
    private static final int STEPS = 2;
    /** First value, divisor, packed zigzag(step / divisor): keeps one large fall from widening all. */
    private static final int SIGNED_STEPS = 3;

    private long[] offsets = new long[0];
    private long[] steps = new long[0];
    private long[] signedSteps = new long[0];

    void encode(long[] values, int n, ByteSink out) {
        if (isConstant(values, n)) {
            out.putByte(CONSTANT);
            out.putSigned(values[0]);
            return;
        }
        reserve(n);
        long base = min(values, n);
        for (int i = 0; i < n; i++) {
            offsets[i] = values[i] - base;
        }
        long offsetDivisor = divide(offsets, n);
        for (int i = 1; i < n; i++) {
            steps[i - 1] = values[i] - values[i - 1];
        }
        long signedDivisor = zigzag(steps, signedSteps, n - 1);
        long stepBase = min(steps, n - 1);
        for (int i = 0; i < n - 1; i++) {
            steps[i] -= stepBase;
        }
        long stepDivisor = divide(steps, n - 1);

        long asOffsets = BitPacking.packedSize(offsets, n);
        long asSteps = 2 + BitPacking.packedSize(steps, n - 1);
        long asSignedSteps = 1 + BitPacking.packedSize(signedSteps, n - 1);
        if (asOffsets <= asSteps && asOffsets <= asSignedSteps) {
            out.putByte(OFFSETS);
            out.putSigned(base);
            out.putUnsigned(offsetDivisor);
            BitPacking.pack(offsets, n, out);
        } else if (asSteps <= asSignedSteps) {
            out.putByte(STEPS);
            out.putSigned(values[0]);
            out.putSigned(stepBase);
            out.putUnsigned(stepDivisor);
            BitPacking.pack(steps, n - 1, out);
        } else {
            out.putByte(SIGNED_STEPS);
            out.putSigned(values[0]);
            out.putUnsigned(signedDivisor);
            BitPacking.pack(signedSteps, n - 1, out);
        }
    }

    /** Reads {@code n} numbers into the front of an array. */
    void decode(ByteSource in, long[] values, int n) throws DamagedException {
        int form = in.getByte();
        long first = in.getSigned();
        switch (form) {
            case CONSTANT -> Arrays.fill(values, 0, n, first);
            case OFFSETS -> {
                long divisor = in.getUnsigned();
                BitPacking.unpack(in, values, n);
                for (int i = 0; i < n; i++) {
                    values[i] = first + values[i] * divisor;
                }
            }
            case STEPS -> {
                long base = in.getSigned();
                long divisor = in.getUnsigned();
                reserve(n);
                BitPacking.unpack(in, steps, n - 1);
                long value = first;
                values[0] = value;
                for (int i = 1; i < n; i++) {
                    value += base + steps[i - 1] * divisor;
                    values[i] = value;
                }
            }
            case SIGNED_STEPS -> {
                long divisor = in.getUnsigned();
                reserve(n);
                BitPacking.unpack(in, steps, n - 1);
                long value = first;
                values[0] = value;
                for (int i = 1; i < n; i++) {
                    long packed = steps[i - 1];
                    value += ((packed >>> 1) ^ -(packed & 1)) * divisor;
                    values[i] = value;
                }
            }
            default -> throw new DamagedException("a column of form " + form);
        }
    }

    private void reserve(int n) {
        if (offsets.length < n) {
            offsets = new long[n];
            steps = new long[n];
            signedSteps = new long[n];
        }
    }

    private static boolean isConstant(long[] values, int n) {
        for (int i = 1; i < n; i++) {
            if (values[i] != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static long min(long[] values, int n) {
        long min = values[0];
        for (int i = 1; i < n; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    /** Divides non-negative numbers by their greatest common divisor; numbers past 2^63 are left as they are. */
    private static long divide(long[] numbers, int n) {
        long divisor = commonDivisor(numbers, n);
        if (divisor > 1) {
            for (int i = 0; i < n; i++) {
                numbers[i] /= divisor;
            }
        }
        return divisor;
    }

    private static long zigzag(long[] from, long[] to, int n) {
        long divisor = commonDivisor(from, n);
        for (int i = 0; i < n; i++) {
            long step = divisor > 1 ? from[i] / divisor : from[i];
            to[i] = (step << 1) ^ (step >> 63);
        }
        return divisor;
    }

    private static long commonDivisor(long[] numbers, int n) {
        long divisor = 0;
        for (int i = 0; i < n && divisor != 1; i++) {
            long number = Math.abs(numbers[i]);
            if (number == Long.MIN_VALUE) {
                return 1;
            }
            while (number != 0) {
                long rest = divisor % number;
                divisor = number;
                number = rest;
            }
        }
        return Math.max(1, divisor);
    }
}
