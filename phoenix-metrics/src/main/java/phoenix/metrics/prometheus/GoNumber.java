package phoenix.metrics.prometheus;

/**
 * Writes numbers as Go's {@code strconv.FormatFloat(v, 'g', -1, 64)}, and so Prometheus' client library, does: the
 * fewest digits that read back as the same number, with an exponent of at least two digits below 1e-4 and from 1e6 on.
 */
public final class GoNumber {
    private static final double LONG_SAFE = 1L << 53;
    private static final int EXPONENT_FROM = 6;
    private static final int EXPONENT_BELOW = -4;

    private GoNumber() {}

    /** As the text format 0.0.4 has it; both zeros are {@code 0}. */
    public static void append(TextBuffer out, double value) {
        if (Double.isNaN(value)) {
            out.append("NaN");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "+Inf" : "-Inf");
        } else if (value == 0) {
            out.append((byte) '0');
        } else {
            if (value < 0) {
                out.append((byte) '-');
            }
            appendPositive(out, Math.abs(value));
        }
    }

    /** As OpenMetrics has it: with a point or an exponent in every finite number. */
    public static void appendOpenMetrics(TextBuffer out, double value) {
        TextBuffer text = new TextBuffer(32);
        append(text, value);
        String plain = text.toString();
        out.append(plain);
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        if (finite && plain.indexOf('e') < 0 && plain.indexOf('.') < 0) {
            out.append(".0");
        }
    }

    /** A count, which is unsigned on the wire. */
    public static void appendCount(TextBuffer out, long count) {
        out.append(Long.toUnsignedString(count));
    }

    private static void appendPositive(TextBuffer out, double value) {
        if (value < LONG_SAFE && value == (long) value) {
            String digits = Long.toString((long) value);
            if (digits.length() <= EXPONENT_FROM) {
                out.append(digits);
            } else {
                appendExponent(out, stripZeros(digits), digits.length() - 1);
            }
            return;
        }
        Decimal decimal = Decimal.shortest(value);
        if (decimal.exponent < EXPONENT_BELOW || decimal.exponent >= EXPONENT_FROM) {
            appendExponent(out, decimal.digits, decimal.exponent);
        } else {
            appendPlain(out, decimal.digits, decimal.exponent);
        }
    }

    private static void appendExponent(TextBuffer out, String digits, int exponent) {
        out.append((byte) digits.charAt(0));
        if (digits.length() > 1) {
            out.append((byte) '.').append(digits.substring(1));
        }
        out.append((byte) 'e').append((byte) (exponent < 0 ? '-' : '+'));
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            out.append((byte) '0');
        }
        out.append(Integer.toString(magnitude));
    }

    private static void appendPlain(TextBuffer out, String digits, int exponent) {
        if (exponent < 0) {
            out.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits).append("0".repeat(exponent + 1 - digits.length()));
        } else {
            out.append(digits.substring(0, exponent + 1)).append((byte) '.').append(digits.substring(exponent + 1));
        }
    }

    private static String stripZeros(String digits) {
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    /** {@code digits[0].digits[1..] * 10^exponent}. */
    private record Decimal(String digits, int exponent) {
        static Decimal shortest(double value) {
            String text = Double.toString(value);
            int e = text.indexOf('E');
            int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
            String mantissa = e < 0 ? text : text.substring(0, e);
            int point = mantissa.indexOf('.');
            String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
            exponent += point - 1;
            int zeros = 0;
            while (digits.charAt(zeros) == '0') {
                zeros++;
            }
            Decimal decimal = new Decimal(stripZeros(digits.substring(zeros)), exponent - zeros);
            return decimal.digits.length() == 2 ? decimal.withOneDigit(value) : decimal;
        }

        /** Java gives two digits where one would do; that happens to the smallest numbers only. */
        private Decimal withOneDigit(double value) {
            int up = digits.charAt(1) >= '5' ? 1 : 0;
            for (int round : new int[] {up, 1 - up}) {
                int digit = digits.charAt(0) - '0' + round;
                Decimal candidate = digit == 10 ? new Decimal("1", exponent + 1) : new Decimal("" + digit, exponent);
                if (Double.parseDouble(candidate.digits + "E" + candidate.exponent) == value) {
                    return candidate;
                }
            }
            return this;
        }
    }
}
