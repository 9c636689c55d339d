package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * Where components listen: the settings that name an address of their own, for the components of the Collector and of its
 * contrib distribution. An {@code endpoint} may as well be the address of somebody else, so types that are not known here
 * count only where the address can be nobody else's: {@code 0.0.0.0:1234}.
 */
final class ListeningKeys {
    private static final Pattern EVERY_INTERFACE = Pattern.compile("(0\\.0\\.0\\.0|\\[::]|\\*)?:\\d{1,5}");
    private static final Pattern PORT = Pattern.compile(".*:(\\d{1,5})");
    private static final int DEPTH_MAX = 5;

    private static final Pattern ANY_HOST = Pattern.compile("0\\.0\\.0\\.0|::|\\[::]|\\*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s/:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}");
    private static final Set<String> HOST_KEYS = Set.of("host", "hostname", "listen_host", "bind_address", "bind_host");
    /** What these name can be nobody else's address. */
    private static final Set<String> LISTEN_KEYS =
            Set.of("listen_address", "listen_addr", "listening_address", "listen", "bind_endpoint", "server_endpoint");

    private static final Set<String> ADDRESS_KEYS = Set.of("endpoint", "address");

    private static final List<String> ENDPOINT = List.of("endpoint");
    private static final List<String> PROTOCOLS = List.of("protocols::*::endpoint");

    private static final Map<String, List<String>> RECEIVERS = Map.ofEntries(
            Map.entry("otlp", PROTOCOLS),
            Map.entry("jaeger", PROTOCOLS),
            Map.entry("skywalking", PROTOCOLS),
            Map.entry("loki", PROTOCOLS),
            Map.entry("otelarrow", PROTOCOLS),
            Map.entry("zipkin", ENDPOINT),
            Map.entry("opencensus", ENDPOINT),
            Map.entry("statsd", ENDPOINT),
            Map.entry("carbon", ENDPOINT),
            Map.entry("collectd", ENDPOINT),
            Map.entry("splunkhec", ENDPOINT),
            Map.entry("signalfx", ENDPOINT),
            Map.entry("sapm", ENDPOINT),
            Map.entry("influxdb", ENDPOINT),
            Map.entry("fluentforward", ENDPOINT),
            Map.entry("webhookevent", ENDPOINT),
            Map.entry("awsxray", List.of("endpoint", "proxy_server::endpoint!")),
            Map.entry("awsfirehose", ENDPOINT),
            Map.entry("datadog", ENDPOINT),
            Map.entry("wavefront", ENDPOINT),
            Map.entry("faro", ENDPOINT),
            Map.entry("stef", ENDPOINT),
            Map.entry("prometheusremotewrite", ENDPOINT),
            Map.entry("envoyals", ENDPOINT),
            Map.entry("yanggrpc", ENDPOINT),
            Map.entry("googlecloudpubsubpush", ENDPOINT),
            Map.entry("netflow", List.of("port+hostname")),
            Map.entry("github", List.of("webhook::endpoint")),
            Map.entry("gitlab", List.of("webhook::endpoint")),
            Map.entry("cloudflare", List.of("logs::endpoint")),
            Map.entry("libhoney", List.of("http::endpoint")),
            Map.entry("prometheus", List.of("api_server::server_config::endpoint")),
            Map.entry("syslog", List.of("tcp::listen_address", "udp::listen_address")),
            Map.entry("tcplog", List.of("listen_address")),
            Map.entry("udplog", List.of("listen_address")));

    private static final Map<String, List<String>> EXTENSIONS = Map.of(
            "healthcheck",
            ENDPOINT,
            "healthcheckv2",
            List.of("endpoint", "http::endpoint", "grpc::endpoint"),
            "pprof",
            ENDPOINT,
            "zpages",
            ENDPOINT,
            "jaegerremotesampling",
            List.of("http::endpoint", "grpc::endpoint"),
            "httpforwarder",
            List.of("ingress::endpoint"),
            "awsproxy",
            ENDPOINT,
            "datadog",
            List.of("http::endpoint!"));

    private static final Map<String, List<String>> OTHERS =
            Map.of("exporter/prometheus", ENDPOINT, "processor/remotetap", ENDPOINT);

    private ListeningKeys() {}

    /**
     * One address.
     *
     * @param path in the settings of the component
     * @param address as it is resolved; empty where the default applies
     * @param host where the host stands when it has a field of its own; {@code path} is then that of the port
     */
    record Listener(List<String> path, Optional<String> address, Optional<List<String>> host) {
        Listener(List<String> path, Optional<String> address) {
            this(path, address, Optional.empty());
        }

        Optional<Integer> port() {
            return address.flatMap(ListeningKeys::port);
        }
    }

    static Optional<Integer> port(String address) {
        var matcher = PORT.matcher(address);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /** Every address that a component listens on. */
    static List<Listener> of(ComponentKind kind, String type, YamlNode settings) {
        // Old and new spellings differ in underscores only.
        String name = type.replace("_", "");
        Optional<List<String>> known = known(kind, name);
        List<Listener> found = new ArrayList<>();
        if (known.isPresent()) {
            known.get().forEach(path -> collect(settings, path.split("::"), 0, new ArrayList<>(), found));
        } else if ((kind == ComponentKind.RECEIVER || kind == ComponentKind.EXTENSION)
                && !name.equals("receivercreator")) {
            guess(settings, new ArrayList<>(), found);
        }
        return found;
    }

    private static Optional<List<String>> known(ComponentKind kind, String name) {
        return Optional.ofNullable(
                switch (kind) {
                    case RECEIVER -> RECEIVERS.get(name);
                    case EXTENSION -> EXTENSIONS.get(name);
                    case EXPORTER, PROCESSOR, CONNECTOR -> OTHERS.get(kind + "/" + name);
                });
    }

    private static void collect(YamlNode node, String[] path, int depth, List<String> before, List<Listener> found) {
        String key = path[depth].replace("!", "");
        if (depth == path.length - 1 && key.contains("+")) {
            String[] portAndHost = key.split("\\+", 2);
            found.add(pair(node, before, portAndHost[0], portAndHost[1]));
            return;
        }
        if (depth == path.length - 1) {
            found.add(new Listener(with(before, key), text(node.get(key).orElse(null))));
            return;
        }
        // What is behind "!" is on even where nothing is written.
        boolean always = path[path.length - 1].endsWith("!");
        Stream<String> keys = !(node instanceof YamlMapping map)
                ? Stream.of()
                : key.equals("*") ? map.keys().stream() : Stream.of(key).filter(k -> always || map.has(k));
        keys.forEach(k ->
                collect(node.get(k).orElse(YamlMapping.empty(Draft.ADDED)), path, depth + 1, with(before, k), found));
    }

    private static Listener pair(YamlNode node, List<String> before, String port, String host) {
        Optional<String> number =
                node.get(port).flatMap(n -> n instanceof YamlScalar s ? Optional.of(s.text()) : Optional.empty());
        String name = text(node.get(host).orElse(null)).orElse("0.0.0.0");
        return new Listener(
                with(before, port),
                number.map(n -> (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + n),
                Optional.of(with(before, host)));
    }

    /**
     * Settings of a component that nobody knows here which may be its own address, or that of somebody else. One of a
     * client is told apart from them by nothing.
     */
    static List<Listener> doubtful(ComponentKind kind, String type, YamlNode settings) {
        List<Listener> all = new ArrayList<>();
        boolean listens = kind == ComponentKind.RECEIVER || kind == ComponentKind.EXTENSION;
        if (listens
                && known(kind, type.replace("_", "")).isEmpty()
                && !type.replace("_", "").equals("receivercreator")) {
            addresses(settings, new ArrayList<>(), all);
            all.removeAll(of(kind, type, settings));
        }
        return all;
    }

    private static void addresses(YamlNode node, List<String> before, List<Listener> found) {
        if (!(node instanceof YamlMapping map) || before.size() >= DEPTH_MAX) {
            return;
        }
        for (YamlMapping.Entry entry : map.entries()) {
            Optional<String> address = text(entry.value());
            if (ADDRESS_KEYS.contains(entry.name())
                    && address.filter(a -> HOST_AND_PORT.matcher(a).matches()).isPresent()) {
                found.add(new Listener(with(before, entry.name()), address));
            }
            addresses(entry.value(), with(before, entry.name()), found);
        }
    }

    private static void guess(YamlNode node, List<String> before, List<Listener> found) {
        if (!(node instanceof YamlMapping map) || before.size() >= DEPTH_MAX) {
            return;
        }
        for (YamlMapping.Entry entry : map.entries()) {
            Optional<String> address = text(entry.value());
            boolean everyInterface = ADDRESS_KEYS.contains(entry.name())
                    && address.filter(a -> EVERY_INTERFACE.matcher(a).matches()).isPresent();
            boolean listens = LISTEN_KEYS.contains(entry.name())
                    && address.filter(a -> PORT.matcher(a).matches()).isPresent();
            if (everyInterface || listens) {
                found.add(new Listener(with(before, entry.name()), address));
            } else if (HOST_KEYS.contains(entry.name())
                    && map.get("port").orElse(null) instanceof YamlScalar
                    && address.filter(a -> ANY_HOST.matcher(a).matches()).isPresent()) {
                found.add(pair(map, before, "port", entry.name()));
            }
            guess(entry.value(), with(before, entry.name()), found);
        }
    }

    private static Optional<String> text(@org.jspecify.annotations.Nullable YamlNode node) {
        return node instanceof YamlScalar s ? s.asString() : Optional.empty();
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
