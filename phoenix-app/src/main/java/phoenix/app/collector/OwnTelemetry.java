package phoenix.app.collector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import phoenix.config.collector.TelemetryConfig;
import phoenix.config.collector.TelemetryConfig.Listener;
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
    private final List<PageServer> servers = new ArrayList<>();
    private List<Listener> listening = List.of();

    OwnTelemetry(GraphTelemetry telemetry, Scheduler scheduler, ThreadFactory threads, String instance) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.metrics = new OwnMetrics(telemetry, scheduler.clock(), instance);
    }

    /** Serves there and nowhere else; does nothing where that is so already. */
    void listen(TelemetryConfig config) throws StartException {
        if (config.listeners().equals(listening)) {
            return;
        }
        close();
        for (Listener listener : config.listeners()) {
            PageServer server = new PageServer(PageServer.Limits.DEFAULT, scheduler, threads, this::answer);
            servers.add(server);
            String address = listener.host() + ":" + listener.port();
            try {
                server.start(address(listener, address));
            } catch (IOException e) {
                close();
                throw new StartException(
                        "service::telemetry::metrics: cannot listen on " + address + " (" + e.getMessage()
                                + "): stop what uses the port, or set another one under"
                                + " service::telemetry::metrics::readers",
                        e);
            }
        }
        listening = config.listeners();
    }

    private static InetSocketAddress address(Listener listener, String address) throws UnknownHostException {
        String host = listener.host();
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return ListenAddress.resolve(bareIpv6 ? "[" + host + "]:" + listener.port() : address);
    }

    void close() {
        servers.forEach(PageServer::close);
        servers.clear();
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
