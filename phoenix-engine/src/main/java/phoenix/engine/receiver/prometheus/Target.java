package phoenix.engine.receiver.prometheus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import phoenix.metrics.Attributes;

/**
 * What is scraped: made of the labels that were found, by {@code relabel_configs}.
 *
 * @param labels after relabelling, those with {@code __} included
 * @param scheme as it was found, which becomes {@code url.scheme}
 */
record Target(Labels labels, String scheme) {
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String METRICS_PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";
    private static final String PARAM = "__param_";
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|(0*:)*0*1|localhost|0\\.0\\.0\\.0|::");

    /**
     * The target of a group's entry.
     *
     * @return empty when relabelling drops it
     * @throws ParseException when it cannot be scraped
     */
    static Optional<Target> of(ScrapeConfig config, String address, Map<String, String> groupLabels)
            throws ParseException {
        Map<String, String> labels = new TreeMap<>(groupLabels);
        labels.put(ADDRESS, address);
        labels.putIfAbsent("job", config.jobName());
        labels.putIfAbsent(INTERVAL, PromDuration.format(config.interval()));
        labels.putIfAbsent(TIMEOUT, PromDuration.format(config.timeout()));
        labels.putIfAbsent(METRICS_PATH, config.metricsPath());
        labels.putIfAbsent(SCHEME, config.scheme());
        config.params().forEach((name, values) -> {
            if (!values.isEmpty()) {
                labels.putIfAbsent(PARAM + name, values.getFirst());
            }
        });
        String scheme = labels.get(SCHEME);
        if (!RelabelRule.apply(config.relabelRules(), labels)) {
            return Optional.empty();
        }
        String relabelled = labels.getOrDefault(ADDRESS, "");
        if (relabelled.isEmpty() || relabelled.contains("/")) {
            throw new ParseException("\"" + relabelled + "\" is not a valid host:port");
        }
        labels.keySet().removeIf(name -> name.startsWith("__meta_"));
        labels.putIfAbsent("instance", relabelled);
        Target target = new Target(Labels.of(labels), scheme == null ? "" : scheme);
        target.checkTimes();
        return Optional.of(target);
    }

    private void checkTimes() throws ParseException {
        try {
            if (interval().isZero() || timeout().isZero() || timeout().compareTo(interval()) > 0) {
                throw new ParseException("the timeout " + timeout() + " does not fit the interval " + interval());
            }
        } catch (IllegalArgumentException e) {
            throw new ParseException(String.valueOf(e.getMessage()));
        }
    }

    Duration interval() {
        return PromDuration.parse(labels.get(INTERVAL));
    }

    Duration timeout() {
        return PromDuration.parse(labels.get(TIMEOUT));
    }

    boolean tls() {
        return labels.get(SCHEME).equals("https");
    }

    String host() {
        String address = labels.get(ADDRESS);
        int colon = portColon(address);
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port of the address, or that of the scheme; 0 when it is none. */
    int port() {
        String address = labels.get(ADDRESS);
        int colon = portColon(address);
        String port = colon < 0 ? tls() ? "443" : "80" : address.substring(colon + 1);
        return port.matches("\\d{1,5}") && Integer.parseInt(port) < 65_536 ? Integer.parseInt(port) : 0;
    }

    private static int portColon(String address) {
        int colon = address.lastIndexOf(':');
        return address.endsWith("]") ? -1 : colon;
    }

    /** Path and query. */
    String path(ScrapeConfig config) {
        String path = labels.get(METRICS_PATH);
        Map<String, List<String>> params = new TreeMap<>(config.params());
        for (int i = 0; i < labels.size(); i++) {
            if (labels.name(i).startsWith(PARAM)) {
                String name = labels.name(i).substring(PARAM.length());
                List<String> given = params.getOrDefault(name, List.of());
                List<String> replaced = new java.util.ArrayList<>(given.isEmpty() ? List.of("") : given);
                replaced.set(0, labels.value(i));
                params.put(name, replaced);
            }
        }
        StringBuilder query = new StringBuilder();
        params.forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? "?" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value))));
        return (path.startsWith("/") ? path : "/" + path) + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The labels that every series gets. */
    Map<String, String> publicLabels() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).startsWith("__")) {
                shown.put(labels.name(i), labels.value(i));
            }
        }
        return shown;
    }

    /** The resource of the metrics of a job and instance. */
    Attributes resource(String job, String instance) {
        int colon = instance.lastIndexOf(':');
        boolean plain = colon >= 0 && !instance.endsWith("]") && instance.indexOf(':') == colon;
        boolean bracketed = instance.startsWith("[") && instance.indexOf("]:") == colon - 1 && colon > 0;
        String host = instance;
        String port = "";
        if (plain || bracketed) {
            host = bracketed ? instance.substring(1, colon - 1) : instance.substring(0, colon);
            port = instance.substring(colon + 1);
        }
        Attributes.Builder resource = Attributes.builder().put("service.name", job);
        if (!LOOPBACK.matcher(host).matches()) {
            resource.put("server.address", host);
        }
        return resource.put("service.instance.id", instance)
                .put("server.port", port)
                .put("url.scheme", scheme)
                .build();
    }
}
