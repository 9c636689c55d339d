package phoenix.engine.ottl;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.NumberText;

/** IP addresses and networks in CIDR notation; nothing is looked up. */
final class Networks {
    private Networks() {}

    static Getter isIn(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        List<Getter> networks = arguments.getters("networks");
        for (Getter network : networks) {
            if (network instanceof Getter.Literal(Object value)
                    && value instanceof String text
                    && Network.of(text) == null) {
                throw arguments.refuse("networks", noNetwork(text));
            }
        }
        return row -> {
            byte[] address = address(Values.string(target.get(row)));
            for (Getter getter : networks) {
                String text = Values.string(getter.get(row));
                Network network = Network.of(text);
                if (network == null) {
                    throw new EvalException(noNetwork(text));
                }
                if (address != null && contains(network.base, network.bits, address)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static String noNetwork(String text) {
        return "\"" + text + "\" is not a network in CIDR notation";
    }

    private record Network(byte[] base, int bits) {
        static @Nullable Network of(String text) {
            int slash = text.indexOf('/');
            byte[] base = slash < 0 ? null : address(text.substring(0, slash));
            Long bits = slash < 0 ? null : NumberText.parseLong(text.substring(slash + 1));
            boolean valid = base != null && bits != null && bits >= 0 && bits <= base.length * 8L;
            return valid
                    ? new Network(
                            Objects.requireNonNull(base),
                            Objects.requireNonNull(bits).intValue())
                    : null;
        }
    }

    private static boolean contains(byte[] base, int bits, byte[] address) {
        if (base.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((base[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] address(String text) {
        boolean literal = !text.isEmpty() && text.chars().allMatch(c -> "0123456789abcdefABCDEF:.".indexOf(c) >= 0);
        boolean ip = literal && (text.indexOf(':') >= 0 || text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"));
        try {
            return ip ? InetAddress.ofLiteral(text).getAddress() : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
