package phoenix.engine.ottl;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks in CIDR notation; nothing is looked up. */
final class Networks {
    private Networks() {}

    static Getter isIn(Arguments arguments) {
        Getter target = arguments.getter("target");
        List<Getter> networks = arguments.getters("networks");
        return row -> {
            byte[] address = address(Values.string(target.get(row)));
            for (Getter network : networks) {
                String text = Values.string(network.get(row));
                int slash = text.indexOf('/');
                byte[] base = slash < 0 ? null : address(text.substring(0, slash));
                Long bits = slash < 0 ? null : GoNumbers.parseLong(text.substring(slash + 1));
                if (base == null || bits == null || bits < 0 || bits > base.length * 8L) {
                    throw new EvalException("\"" + text + "\" is not a network in CIDR notation");
                }
                if (address != null && contains(base, bits.intValue(), address)) {
                    return true;
                }
            }
            return false;
        };
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
