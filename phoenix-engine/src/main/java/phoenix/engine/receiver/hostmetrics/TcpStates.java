package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import phoenix.metrics.Attributes;

/**
 * Counts the connections of {@code /proc/net/tcp} and {@code tcp6} by state. Several sockets that listen on one address
 * and port count once, as in the Collector, and so do those of one that listens for IPv4 by a mapped IPv6 address.
 *
 * <p>The Collector announces twelve states, among them {@code FIN_WAIT_1} and {@code FIN_WAIT_2}, at 0, but counts such
 * connections under {@code FIN_WAIT1} and {@code FIN_WAIT2}, which appear with the first one. So does this.
 */
final class TcpStates {
    private static final String[] ANNOUNCED = {
        "CLOSE_WAIT",
        "CLOSE",
        "CLOSING",
        "DELETE",
        "ESTABLISHED",
        "FIN_WAIT_1",
        "FIN_WAIT_2",
        "LAST_ACK",
        "LISTEN",
        "SYN_SENT",
        "SYN_RECV",
        "TIME_WAIT"
    };

    /** By the kernel's number; 0 stands for any other number. */
    private static final String[] BY_NUMBER = {
        "",
        "ESTABLISHED",
        "SYN_SENT",
        "SYN_RECV",
        "FIN_WAIT1",
        "FIN_WAIT2",
        "TIME_WAIT",
        "CLOSE",
        "CLOSE_WAIT",
        "LAST_ACK",
        "LISTEN",
        "CLOSING"
    };

    private static final int[] NUMBER_OF_ANNOUNCED = Arrays.stream(ANNOUNCED)
            .mapToInt(state -> Arrays.asList(BY_NUMBER).indexOf(state))
            .toArray();

    private static final int LISTEN = 10;
    private static final int LISTENERS_MAX = 65_536;
    /** The numbers of the states that the announced ones do not cover. */
    private static final int[] UNANNOUNCED = {0, 4, 5};

    private static final Attributes[] ANNOUNCED_ATTRIBUTES = attributes(ANNOUNCED);
    private static final Attributes[] NUMBER_ATTRIBUTES = attributes(BY_NUMBER);

    private final long[] counts = new long[BY_NUMBER.length];
    private final Set<String> listeners = new HashSet<>();

    private static Attributes[] attributes(String[] states) {
        return Arrays.stream(states)
                .map(state -> Attributes.of("protocol", "tcp", "state", state))
                .toArray(Attributes[]::new);
    }

    void clear() {
        Arrays.fill(counts, 0);
        listeners.clear();
    }

    void count(TextReader reader, File table, boolean isIpv6) throws IOException {
        try (TextReader lines = reader.open(table)) {
            lines.nextLine(); // column names
            while (lines.nextLine()) {
                countLine(lines, isIpv6);
            }
        }
    }

    private void countLine(TextReader line, boolean isIpv6) {
        if (!line.nextFields(2)) {
            return;
        }
        int localStart = line.fieldStart();
        int localLength = line.fieldLength();
        if (!line.nextFields(2)) {
            return;
        }
        int state = state(line);
        if (state == LISTEN && listeners.size() < LISTENERS_MAX) {
            String local = line.text(localStart, localStart + localLength);
            if (!listeners.add(isIpv6 ? unmapped(local) : local)) {
                return;
            }
        }
        counts[state]++;
    }

    private static int state(TextReader line) {
        if (line.fieldLength() != 2) {
            return 0;
        }
        int number = Character.digit(line.byteAt(line.fieldStart()), 16) * 16
                + Character.digit(line.byteAt(line.fieldStart() + 1), 16);
        return number > 0 && number < BY_NUMBER.length ? number : 0;
    }

    /** An IPv4 address in its IPv6 form, {@code ::ffff:a.b.c.d}, as the address itself. */
    private static String unmapped(String local) {
        boolean isMapped = local.startsWith("0000000000000000FFFF0000") || local.startsWith("00000000000000000000FFFF");
        return isMapped ? local.substring(24) : local;
    }

    void record(MetricRecorder connections, long now) {
        for (int i = 0; i < ANNOUNCED.length; i++) {
            int number = NUMBER_OF_ANNOUNCED[i];
            connections.add(now, ANNOUNCED_ATTRIBUTES[i], number < 0 ? 0 : counts[number]);
        }
        for (int number : UNANNOUNCED) {
            if (counts[number] > 0) {
                connections.add(now, NUMBER_ATTRIBUTES[number], counts[number]);
            }
        }
    }
}
