package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.INT;
import static phoenix.ottl.ParameterType.STRING;

import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.ottl.FunctionSpec;

/**
 * {@code CommunityID}: one name for both directions of a network flow.
 *
 * @see <a href="https://github.com/corelight/community-id-spec">Community ID, version 1</a>
 */
final class CommunityIds {
    private static final int MAX = 0xffff;
    private static final Map<String, Integer> PROTOCOLS =
            Map.of("ICMP", 1, "TCP", 6, "UDP", 17, "RSVP", 46, "ICMP6", 58, "SCTP", 132);

    private static final Pattern ADDRESS =
            Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private CommunityIds() {}

    static Function function() {
        return Function.converter(
                FunctionSpec.of("CommunityID")
                        .takes("source_ip", STRING)
                        .takes("source_port", INT)
                        .takes("destination_ip", STRING)
                        .takes("destination_port", INT)
                        .mayTake("protocol", STRING)
                        .mayTake("seed", INT),
                CommunityIds::build);
    }

    private record End(byte[] address, int port) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            int byLength = Integer.compare(address.length, other.address.length);
            int byAddress = byLength != 0 ? byLength : Arrays.compareUnsigned(address, other.address);
            return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
        }
    }

    private static Getter build(Arguments arguments) {
        Getter protocol = arguments.getterOrNull("protocol");
        Getter seed = arguments.getterOrNull("seed");
        return row -> {
            End source = end(arguments, "source", row);
            End destination = end(arguments, "destination", row);
            String name = protocol == null ? "TCP" : Values.string(protocol.get(row));
            @Nullable Integer number = PROTOCOLS.get(name);
            if (number == null) {
                throw new EvalException("the protocol " + name + " is unknown");
            }
            int salt = seed == null ? 0 : sixteenBits(seed, row, "seed");
            boolean swapped = source.compareTo(destination) > 0;
            return id(swapped ? destination : source, swapped ? source : destination, number, salt);
        };
    }

    private static End end(Arguments arguments, String side, Row row) throws EvalException {
        byte[] address = address(Values.string(arguments.getter(side + "_ip").get(row)));
        return new End(address, sixteenBits(arguments.getter(side + "_port"), row, side + " port"));
    }

    /** Nothing is looked up; a number of an IPv4 address does not begin with a zero, as in Go. */
    private static byte[] address(String text) throws EvalException {
        try {
            if (ADDRESS.matches(text)) {
                return InetAddress.ofLiteral(text).getAddress();
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new EvalException("\"" + text + "\" is not an IP address");
    }

    private static int sixteenBits(Getter getter, Row row, String what) throws EvalException {
        long number = Values.integer(getter.get(row));
        if (number < 0 || number > MAX) {
            throw new EvalException("the " + what + " must be from 0 to " + MAX);
        }
        return (int) number;
    }

    private static String id(End first, End second, int protocol, int seed) {
        ByteArrayOutputStream flow = new ByteArrayOutputStream();
        two(flow, seed);
        flow.writeBytes(first.address);
        flow.writeBytes(second.address);
        flow.write(protocol);
        flow.write(0);
        two(flow, first.port);
        two(flow, second.port);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(flow.toByteArray());
            return "1:" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // comes with every Java platform
        }
    }

    private static void two(ByteArrayOutputStream out, int number) {
        out.write(number >> 8);
        out.write(number);
    }
}
