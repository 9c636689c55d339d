package phoenix.config.outline;

import java.util.List;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.SourceSpan;

/**
 * One pipeline: the components that it names and that are defined, in order. A connector stands at its ends as what it
 * is.
 */
public record PipelineOutline(
        String id, SourceSpan span, List<Step> receivers, List<Step> processors, List<Step> exporters) {

    /** A component and where the pipeline names it. */
    public record Step(ComponentOutline component, SourceSpan span) {
        public String type() {
            return component.type();
        }
    }

    public boolean isMetrics() {
        return id.equals("metrics") || id.startsWith("metrics/");
    }

    public Stream<Step> steps() {
        return Stream.of(receivers, processors, exporters).flatMap(List::stream);
    }

    /** The processors of these types. */
    public Stream<Step> processors(String... types) {
        return processors.stream().filter(s -> s.component().is(ComponentKind.PROCESSOR, types));
    }

    public boolean hasProcessor(String... types) {
        return processors(types).findAny().isPresent();
    }

    public boolean hasReceiver(String... types) {
        return receivers.stream().anyMatch(s -> s.component().is(ComponentKind.RECEIVER, types));
    }

    public Stream<ComponentOutline> exporters(String... types) {
        return exporters.stream().map(Step::component).filter(c -> c.is(ComponentKind.EXPORTER, types));
    }

    public boolean names(ComponentOutline component) {
        return steps().anyMatch(s -> s.component().equals(component));
    }
}
