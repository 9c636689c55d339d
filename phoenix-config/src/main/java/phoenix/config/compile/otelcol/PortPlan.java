package phoenix.config.compile.otelcol;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import phoenix.config.compile.CompiledFor;

/**
 * Ports that are the same whenever the same experiment, variant and purpose ask: between 20000 and 29999, below those that
 * systems hand out by themselves; even ones for the baseline and odd ones for the candidate, so that the two never meet.
 * One that something else has taken is passed over.
 */
final class PortPlan {
    private static final int FIRST = 20_000;
    private static final int PAIRS = 5_000;

    private final String seed;
    private final int parity;
    private final PortProbe probe;
    private final Set<Integer> taken = new HashSet<>();

    PortPlan(String experiment, CompiledFor variant, PortProbe probe) {
        this.seed = experiment + "\n";
        this.parity = variant == CompiledFor.CANDIDATE ? 1 : 0;
        this.probe = probe;
    }

    /** The configuration names this port itself. */
    void take(int port) {
        taken.add(port);
    }

    /** A port for a purpose; the same one for the same purpose, while it can be had. */
    int choose(String host, String purpose, boolean page) {
        CRC32 hash = new CRC32();
        hash.update((seed + purpose).getBytes(StandardCharsets.UTF_8));
        int start = (int) (hash.getValue() % PAIRS);
        for (int i = 0; i < PAIRS; i++) {
            int port = FIRST + 2 * ((start + i) % PAIRS) + parity;
            if (!taken.contains(port) && probe.isFree(host, port, page)) {
                taken.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + (FIRST + 2 * PAIRS));
    }
}
