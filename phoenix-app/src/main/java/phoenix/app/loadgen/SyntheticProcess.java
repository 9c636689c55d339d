package phoenix.app.loadgen;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A process as a server might have it.
 *
 * @param name of the executable
 * @param arguments without spaces
 */
record SyntheticProcess(String name, String owner, List<String> arguments) {
    private static final String[] NAMES = {
        "checkout", "cart-service", "payment-api", "inventory", "catalog", "search-indexer", "nginx-worker",
        "postgres-backend", "redis-shard", "kafka-broker", "log-shipper", "metrics-agent", "cron-runner", "mail-relay",
        "auth-proxy", "session-store", "image-resizer", "report-builder", "queue-worker", "billing-sync"
    };
    private static final String[] OWNERS = {"root", "www-data", "app", "postgres", "redis", "deploy"};
    private static final String[] ZONES = {"eu-west-1a", "eu-west-1b", "us-east-2c"};

    /** The names that processes can have. */
    static List<String> names() {
        return List.of(NAMES);
    }

    /** One of them; the command line is unlike that of any other {@code number}. */
    static SyntheticProcess of(int number, RandomGenerator random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        return new SyntheticProcess(
                name,
                OWNERS[random.nextInt(OWNERS.length)],
                List.of(
                        "--instance=" + number,
                        "--port=" + (20_000 + random.nextInt(20_000)),
                        "--zone=" + ZONES[random.nextInt(ZONES.length)],
                        "--config=/etc/" + name + "/" + Integer.toHexString(random.nextInt(1 << 20)) + ".yaml"));
    }

    String commandLine() {
        return "/usr/bin/" + name + " " + String.join(" ", arguments);
    }
}
