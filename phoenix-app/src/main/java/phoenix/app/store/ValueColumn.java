package phoenix.app.store;

/**
 * Writes a run of doubles, bit for bit. Most measurements are decimal numbers of few digits (counts, bytes, seconds to the
 * hundredth), so they are kept as integers times a power of ten where that gives back the very same bits; a few values that
 * do not fit (stale markers, NaN, infinities, -0.0) are kept aside. Everything else is kept by its bits, mapped so that
 * near values are near integers. The idea of decimals with exceptions is that of ALP (Afroozeh, Kuffó, Boncz, 2023).
 *
 * <p>Not safe for several threads: it keeps its scratch space.
 */
final class ValueColumn {
    /** Exponents 0 to this are forms of their own. */
    private static final int EXPONENT_MAX = 12;

    private static final int BITS = 31;
    /** Set in the form if exceptions follow. */
    private static final int EXCEPTIONS = 0x80;

    private static final double EXACT_MAX = 1L << 53;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    private final LongColumn longs = new LongColumn();
    private long[] integers = new long[0];
    private int[] exceptions = new int[0];

    void encode(double[] values, int from, int n, ByteSink out) {
        reserve(n);
        int start = out.size();
        int exponent = exponentOf(values, from, n);
        if (exponent >= 0) {
            encodeDecimals(values, from, n, exponent, out);
            if (exponent <= 4) {
                return;
            }
        }
        int decimalsEnd = out.size();
        encodeBits(values, from, n, out);
        // Many digits may cost more as a decimal than as bits.
        int decimals = decimalsEnd - start;
        int bits = out.size() - decimalsEnd;
        if (decimals > 0 && decimals <= bits) {
            out.truncate(decimalsEnd);
        } else if (decimals > 0) {
            System.arraycopy(out.array(), decimalsEnd, out.array(), start, bits);
            out.truncate(start + bits);
        }
    }

    void decode(ByteSource in, double[] values, int n) throws DamagedException {
        int form = in.getByte();
        reserve(n);
        if (form == BITS) {
            longs.decode(in, integers, n);
            for (int i = 0; i < n; i++) {
                long mapped = integers[i];
                values[i] = Double.longBitsToDouble(mapped ^ ((mapped >> 63) & Long.MAX_VALUE));
            }
            return;
        }
        int exponent = form & ~EXCEPTIONS;
        if (exponent > EXPONENT_MAX) {
            throw new DamagedException("values of form " + form);
        }
        longs.decode(in, integers, n);
        if (exponent == 0) {
            for (int i = 0; i < n; i++) {
                values[i] = integers[i];
            }
        } else {
            double power = POWERS[exponent];
            for (int i = 0; i < n; i++) {
                values[i] = integers[i] / power;
            }
        }
        if ((form & EXCEPTIONS) != 0) {
            decodeExceptions(in, values, n);
        }
    }

    private static void decodeExceptions(ByteSource in, double[] values, int n) throws DamagedException {
        int count = in.getCount(n);
        int position = -1;
        for (int i = 0; i < count; i++) {
            position += 1 + in.getCount(n);
            if (position >= n) {
                throw new DamagedException("an exception past the last value");
            }
            values[position] = Double.longBitsToDouble(in.getLong());
        }
    }

    /** The least exponent at which all but a few values are exact, or -1. */
    private static int exponentOf(double[] values, int from, int n) {
        int exponent = 0;
        int misfits = 0;
        int misfitsMax = n / 16 + 1;
        for (int i = from; i < from + n; i++) {
            int needed = exponent;
            while (needed <= EXPONENT_MAX && !isExact(values[i], needed)) {
                needed++;
            }
            if (needed <= EXPONENT_MAX) {
                exponent = needed;
            } else if (++misfits > misfitsMax) {
                return -1;
            }
        }
        return misfits == n ? -1 : exponent;
    }

    private static boolean isExact(double value, int exponent) {
        double scaled = Math.rint(value * POWERS[exponent]);
        return Math.abs(scaled) <= EXACT_MAX
                && Double.doubleToRawLongBits((long) scaled / POWERS[exponent]) == Double.doubleToRawLongBits(value);
    }

    private void encodeDecimals(double[] values, int from, int n, int exponent, ByteSink out) {
        double power = POWERS[exponent];
        int misfits = 0;
        int firstFit = -1;
        for (int i = 0; i < n; i++) {
            double value = values[from + i];
            if (isExact(value, exponent)) {
                integers[i] = (long) Math.rint(value * power);
                firstFit = firstFit < 0 ? i : firstFit;
            } else {
                // Something that costs nothing stands in for it.
                integers[i] = i == 0 ? 0 : integers[i - 1];
                exceptions[misfits++] = i;
            }
        }
        for (int i = 0; i < firstFit; i++) {
            integers[i] = integers[firstFit];
        }
        out.putByte(misfits == 0 ? exponent : exponent | EXCEPTIONS);
        longs.encode(integers, n, out);
        if (misfits == 0) {
            return;
        }
        out.putUnsigned(misfits);
        int previous = -1;
        for (int i = 0; i < misfits; i++) {
            out.putUnsigned(exceptions[i] - previous - 1);
            out.putLong(Double.doubleToRawLongBits(values[from + exceptions[i]]));
            previous = exceptions[i];
        }
    }

    private void encodeBits(double[] values, int from, int n, ByteSink out) {
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(values[from + i]);
            integers[i] = bits ^ ((bits >> 63) & Long.MAX_VALUE);
        }
        out.putByte(BITS);
        longs.encode(integers, n, out);
    }

    private void reserve(int n) {
        if (integers.length < n) {
            integers = new long[n];
            exceptions = new int[n];
        }
    }
}
