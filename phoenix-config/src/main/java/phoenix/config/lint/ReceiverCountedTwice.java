package phoenix.config.lint;

import java.util.List;
import java.util.stream.Stream;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;

/** One receiver in two pipelines to one exporter: every point arrives twice. */
final class ReceiverCountedTwice implements Lint {
    /** Pipelines with one of these may each send a part. */
    private static final String[] CHOOSING = {"filter", "metrics_transform", "routing", "transform"};

    @Override
    public void check(ConfigOutline config, Findings findings) {
        List<PipelineOutline> pipelines = config.metricPipelines();
        for (int i = 0; i < pipelines.size(); i++) {
            for (int j = 0; j < i; j++) {
                PipelineOutline second = pipelines.get(i);
                PipelineOutline first = pipelines.get(j);
                if (first.hasProcessor(CHOOSING) || second.hasProcessor(CHOOSING)) {
                    continue;
                }
                shared(first.exporters(), second.exporters())
                        .filter(e -> Backends.of(e.component()).isPresent()
                                || e.type().equals("prometheus"))
                        .findFirst()
                        .ifPresent(exporter -> shared(first.receivers(), second.receivers())
                                .forEach(receiver -> findings.add(
                                        DiagnosticCode.RECEIVER_COUNTED_TWICE,
                                        receiver.span(),
                                        "what " + receiver.component().id() + " takes in reaches "
                                                + exporter.component().id() + " through pipeline " + first.id()
                                                + " and again through " + second.id(),
                                        "name it in one of them, or give each a filter for its part")));
            }
        }
    }

    private static Stream<Step> shared(List<Step> first, List<Step> second) {
        return second.stream()
                .filter(s -> first.stream().anyMatch(f -> f.component().equals(s.component())));
    }
}
