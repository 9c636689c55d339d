package phoenix.app.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import phoenix.config.collector.TelemetryConfig;
import phoenix.config.collector.TelemetryConfig.Listener;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.net.page.ListenAddress;
import phoenix.engine.net.page.PageRequest;
import phoenix.engine.net.page.PageResponse;
import phoenix.engine.net.page.PageServer;
import phoenix.engine.telemetry.GraphTelemetry;

/** Serves what the collector says about itself, where the configuration wants it: {@code localhost:8888} by default. */
final class OwnTelemetry {
    private final Scheduler scheduler;
    private final ThreadFactory threads;
    private final OwnMetrics metrics;
    private final Listeners listeners;
    private List<PageServer> servers = List.of();
    private List<Listener> listening = List.of();

    OwnTelemetry(
            GraphTelemetry telemetry,
            Scheduler scheduler,
            ThreadFactory threads,
            Listeners listeners,
            String instance) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.listeners = listeners;
        this.metrics = new OwnMetrics(telemetry, scheduler.clock(), instance);
    }

    /**
     * Serves there and nowhere else; does nothing where that is so already.
     *
     * @throws StartException when an address cannot be had; those of before go on
     */
    void listen(TelemetryConfig config) throws StartException {
        if (config.listeners().equals(listening)) {
            metrics.setLevel(config.level());
            return;
        }
        List<PageServer> next = new ArrayList<>();
        try {
            for (Listener listener : config.listeners()) {
                PageServer server = new PageServer(PageServer.Limits.DEFAULT, scheduler, threads, this::answer);
                next.add(server);
                ListenAddress.open(
                        "service::telemetry::metrics::readers",
                        endpoint(listener),
                        address -> server.start(address, listeners));
            }
        } catch (StartException e) {
            next.forEach(PageServer::close);
            throw e;
        }
        servers.forEach(PageServer::close);
        servers = next;
        listening = config.listeners();
        metrics.setLevel(config.level());
    }

    private static String endpoint(Listener listener) {
        String host = listener.host();
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bareIpv6 ? "[" + host + "]" : host) + ":" + listener.port();
    }

    void close() {
        servers.forEach(PageServer::close);
        servers = List.of();
        listening = List.of();
    }

    private PageResponse answer(PageRequest request) {
        if (!request.isValid()) {
            return PageResponse.text(400, "Bad Request", "not an HTTP/1 request\n");
        }
        if (!request.path().equals("/metrics")) {
            return PageResponse.text(404, "Not Found", "404 page not found\n");
        }
        return metrics.page();
    }
}
