package phoenix.engine.exporter.remotewrite;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import phoenix.engine.exporter.sending.Packer;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Value;
import phoenix.metrics.prometheus.NameTranslator;

/**
 * Makes requests of a batch, as many as its size asks for. A payload holds them one after the other, each with its length
 * in four bytes before it. Thread-safe.
 */
final class RemoteWritePacker implements Packer {
    static final String FAILED = "otelcol_exporter_prometheusremotewrite_failed_translations";
    static final String TRANSLATED = "otelcol_exporter_prometheusremotewrite_translated_time_series";

    private static final int UNKNOWN = 0;
    private static final int COUNTER = 1;
    private static final int GAUGE = 2;
    private static final int HISTOGRAM = 3;
    private static final int SUMMARY = 5;
    private static final int INFO = 6;
    private static final int STATESET = 7;
    private static final String PROMETHEUS_TYPE = "prometheus.type";

    private final RemoteWriteConfig config;
    private final NameTranslator names;
    private final LabelMaker labels;
    private final Consumer<String> problems;
    private final AtomicLong failed;
    private final AtomicLong translated;

    RemoteWritePacker(RemoteWriteConfig config, ComponentTelemetry telemetry, Consumer<String> problems) {
        this.config = config;
        this.names = new NameTranslator(config.strategy(), config.namespace());
        this.labels = new LabelMaker(config, names);
        this.problems = problems;
        this.failed = telemetry.value(FAILED);
        this.translated = telemetry.value(TRANSLATED);
    }

    @Override
    public Payload pack(MetricBatch batch) {
        List<byte[]> requests = requests(batch);
        List<byte[]> compressed = new ArrayList<>(requests.size());
        int length = 0;
        int plain = 0;
        for (byte[] request : requests) {
            byte[] snappy = snappy(request);
            compressed.add(snappy);
            plain += request.length;
            length += Integer.BYTES + snappy.length;
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        compressed.forEach(request -> body.putInt(request.length).put(request));
        return new Payload(body.array(), plain, batch.pointCount());
    }

    @Override
    public long sizeBytes(MetricBatch batch) {
        return requests(batch).stream().mapToLong(request -> request.length).sum();
    }

    /** The bodies of the requests, before compression. */
    synchronized List<byte[]> requests(MetricBatch batch) {
        List<byte[]> requests = new ArrayList<>(1);
        boolean[] failure = new boolean[1];
        Consumer<String> noted = problem -> {
            failure[0] = true;
            problems.accept(problem);
        };
        Collection<TimeSeries> series = new Converter(labels, names, config.targetInfo(), noted).convert(batch);
        translated.addAndGet(series.size());
        failed.addAndGet(failure[0] ? 1 : 0);
        if (series.isEmpty()) {
            return requests; // as in the Collector: metadata alone is not sent
        }
        List<byte[]> messages = new ArrayList<>(series.size());
        series.forEach(one -> messages.add(one.encode()));
        split(messages, 1, requests);
        if (config.sendMetadata()) {
            split(metadata(batch), 3, requests);
        }
        return requests;
    }

    private void split(List<byte[]> messages, int field, List<byte[]> requests) {
        ProtoText request = new ProtoText();
        int bytes = 0;
        for (byte[] message : messages) {
            if (bytes > 0 && bytes + message.length >= config.maxBatchSizeBytes()) {
                requests.add(request.toByteArray());
                request = new ProtoText();
                bytes = 0;
            }
            request.message(field, message);
            bytes += message.length;
        }
        if (bytes > 0) {
            requests.add(request.toByteArray());
        }
    }

    private List<byte[]> metadata(MetricBatch batch) {
        List<byte[]> messages = new ArrayList<>(batch.metricCount());
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo info = batch.metric(m);
            Optional<String> name = names.metricName(info);
            name.ifPresent(family -> messages.add(new ProtoText()
                    .varint(1, type(info))
                    .text(2, family)
                    .text(4, info.description())
                    .text(5, names.unitName(info.unit()))
                    .toByteArray()));
        }
        return messages;
    }

    private static int type(MetricInfo info) {
        String given = info.metadata().get(PROMETHEUS_TYPE) instanceof Value.StringValue(String text) ? text : "";
        return switch (info.type()) {
            case NONE -> UNKNOWN;
            case GAUGE -> given.equals("unknown") ? UNKNOWN : GAUGE;
            case SUM ->
                info.monotonic() ? COUNTER : given.equals("info") ? INFO : given.equals("stateset") ? STATESET : GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> HISTOGRAM;
            case SUMMARY -> SUMMARY;
        };
    }

    private static byte[] snappy(byte[] request) {
        SnappyJavaCompressor compressor = new SnappyJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(request.length)];
        return Arrays.copyOf(out, compressor.compress(request, 0, request.length, out, 0, out.length));
    }
}
