package phoenix.config.lint;

import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;

/** A queue that cannot fill up before the memory is gone protects nothing. */
final class QueueLargerThanMemory implements Lint {
    /** A point in a queue, with its attributes, and no less: that of a host metric takes about 100 bytes as protobuf. */
    private static final double POINT_BYTES = 100;

    private static final double MIB = 1024.0 * 1024.0;

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            Optional<Double> limit = pipeline.processors("memory_limiter")
                    .findFirst()
                    .flatMap(s -> s.component().number("limit_mib"));
            if (limit.isEmpty()) {
                continue;
            }
            for (Step step : pipeline.exporters()) {
                ComponentOutline exporter = step.component();
                Optional<Double> bytes = bytes(exporter, pipeline);
                bytes.filter(b -> b > limit.get() * MIB
                                && exporter.entry("sending_queue", "storage").isEmpty())
                        .ifPresent(b -> findings.add(
                                DiagnosticCode.QUEUE_LARGER_THAN_MEMORY,
                                exporter.at("sending_queue", "queue_size")
                                        .orElseThrow()
                                        .span(),
                                exporter.path() + ": a full queue takes about " + Math.round(b / MIB)
                                        + " MiB, more than the " + Math.round(limit.get())
                                        + " MiB of the memory limiter",
                                "make it smaller, or count bytes: sizer: bytes; or keep it on disk: storage"));
            }
        }
    }

    /** What was written out is judged; the default is nobody's decision. */
    private static Optional<Double> bytes(ComponentOutline exporter, PipelineOutline pipeline) {
        Optional<Double> size = exporter.number("sending_queue", "queue_size");
        return switch (exporter.text("sending_queue", "sizer").orElse("requests")) {
            case "bytes" -> size;
            case "items" -> size.map(s -> s * POINT_BYTES);
            default -> size.flatMap(s -> pointsPerRequest(pipeline).map(p -> s * p * POINT_BYTES));
        };
    }

    private static Optional<Double> pointsPerRequest(PipelineOutline pipeline) {
        return pipeline.processors("batch")
                .findFirst()
                .flatMap(s -> s.component().number("send_batch_size"));
    }
}
