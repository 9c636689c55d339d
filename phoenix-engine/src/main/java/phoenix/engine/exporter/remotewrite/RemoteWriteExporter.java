package phoenix.engine.exporter.remotewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.StartException;
import phoenix.engine.exporter.sending.HttpEndpoint;
import phoenix.engine.exporter.sending.QueueSettings;
import phoenix.engine.exporter.sending.QueuedExporter;
import phoenix.engine.exporter.sending.SendingSettings;
import phoenix.engine.exporter.sending.Sizer;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import phoenix.engine.telemetry.ComponentTelemetry;

/**
 * The Collector's {@code prometheus_remote_write} exporter (formerly {@code prometheusremotewrite}): Remote Write 1.0, from
 * one connection at a time so that samples stay in order. Differences: docs/components/prometheus_remote_write.md.
 */
public final class RemoteWriteExporter {
    private static final System.Logger LOG = System.getLogger(RemoteWriteExporter.class.getName());

    public static final ExporterType<RemoteWriteConfig> TYPE = new ExporterType<>(
            ComponentSpec.metrics(
                    ComponentKind.EXPORTER,
                    "prometheus_remote_write",
                    List.of("prometheusremotewrite"),
                    RemoteWriteConfig.SPEC),
            true,
            RemoteWriteExporter::create);

    private static final String SENT_BATCHES = "otelcol_exporter_prometheusremotewrite_sent_batches";
    private static final String CONSUMERS = "otelcol_exporter_prometheusremotewrite_consumers";

    private RemoteWriteExporter() {}

    private static Exporter create(RemoteWriteConfig config, ComponentContext context) throws StartException {
        HttpEndpoint endpoint = config.target();
        Target target = config.client().http().target(endpoint);
        List<Header> headers = List.of(
                new Header("content-encoding", "snappy"),
                new Header("content-type", "application/x-protobuf"),
                new Header("user-agent", "Phoenix"),
                new Header("x-prometheus-remote-write-version", "0.1.0"));
        RemoteWriteSender sender = new RemoteWriteSender(
                config.client().http().connect(target, context),
                endpoint.path(),
                target.scheme() + "://" + target.authority() + endpoint.path().split("\\?", 2)[0],
                config.client().http().headersAfter(headers),
                context.telemetry().value(SENT_BATCHES));
        ComponentTelemetry telemetry = context.telemetry();
        telemetry.value(CONSUMERS).set(1);
        telemetry.setLabels(
                "endpoint=\"" + target.scheme() + "://" + target.authority()
                        + endpoint.path().split("\\?", 2)[0] + '"',
                CONSUMERS,
                SENT_BATCHES,
                RemoteWritePacker.TRANSLATED,
                RemoteWritePacker.FAILED);
        QueueSettings queue = config.queueSize()
                .map(size -> new QueueSettings(Sizer.REQUESTS, size, 1, false, false, Optional.empty()))
                .orElse(QueueSettings.SYNCHRONOUS);
        SendingSettings settings = SendingSettings.of(queue, config.effectiveRetry(), config.timeout());
        return new QueuedExporter(
                context, settings, new RemoteWritePacker(config, context.telemetry(), new Said(context.id())), sender);
    }

    /** Says each problem once: data comes again and again. */
    private static final class Said implements Consumer<String> {
        private static final int SAID_MAX = 500;
        private static final int TEXT_MAX = 300;
        private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

        private final String id;
        private final Set<String> said = ConcurrentHashMap.newKeySet();

        Said(String id) {
            this.id = id;
        }

        @Override
        public void accept(String problem) {
            String cut = problem.substring(0, Math.min(problem.length(), TEXT_MAX));
            String text = CONTROL.matcher(cut).replaceAll("?"); // names come from senders, and must not forge log lines
            if (said.size() < SAID_MAX && said.add(text)) {
                LOG.log(System.Logger.Level.WARNING, id + ": " + text);
            }
        }
    }
}
