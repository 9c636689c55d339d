package phoenix.engine.ottl;

import java.util.Arrays;
import java.util.HexFormat;

/** An identifier of a trace, span or profile as a value: equal to one of the same kind and bytes, and to nothing else. */
record Identifier(Kind kind, byte[] bytes) {
    /** What it identifies, and the number of its bytes. */
    enum Kind {
        TRACE("TraceID", 16),
        SPAN("SpanID", 8),
        PROFILE("ProfileID", 16);

        private final String functionName;
        private final int length;

        Kind(String functionName, int length) {
            this.functionName = functionName;
            this.length = length;
        }

        String functionName() {
            return functionName;
        }

        int length() {
            return length;
        }
    }

    /** From raw bytes, or from the hexadecimal digits that they are the text of. */
    static Identifier of(Kind kind, byte[] bytes) throws EvalException {
        if (bytes.length == kind.length) {
            return new Identifier(kind, bytes.clone());
        }
        if (bytes.length == 2 * kind.length) {
            try {
                return new Identifier(
                        kind, HexFormat.of().parseHex(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)));
            } catch (IllegalArgumentException _) {
                throw new EvalException(kind.functionName + ": these are not hexadecimal digits");
            }
        }
        throw new EvalException(kind.functionName + ": " + kind.length + " bytes or " + 2 * kind.length
                + " hexadecimal digits are needed, not " + bytes.length);
    }

    /** What an exemplar holds; one that is not set is all zeros as a value. */
    static Identifier read(Kind kind, byte[] bytes) {
        return new Identifier(kind, bytes.length == kind.length ? bytes : new byte[kind.length]);
    }

    /** As an exemplar holds it: all zeros is not set. */
    byte[] stored() {
        return isZero() ? new byte[0] : bytes;
    }

    private boolean isZero() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Hexadecimal digits, zeros too when not set. */
    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** As the Collector turns it into a string: the numbers of its bytes. */
    String numbers() {
        StringBuilder out = new StringBuilder("[");
        for (byte b : bytes) {
            out.append(out.length() == 1 ? "" : ",").append(b & 0xff);
        }
        return out.append(']').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier(Kind otherKind, byte[] otherBytes)
                && kind == otherKind
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal digits, none when not set. */
    @Override
    public String toString() {
        return isZero() ? "" : hex();
    }
}
