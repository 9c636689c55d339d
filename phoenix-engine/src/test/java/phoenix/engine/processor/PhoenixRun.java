package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.BuiltinComponents;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.StartException;
import phoenix.engine.peer.VirtualTime;
import phoenix.metrics.MetricBatch;

/** One processor of Phoenix in virtual time, and what came out of it. */
final class PhoenixRun {
    final VirtualTime time = new VirtualTime();
    final List<MetricBatch> received = new ArrayList<>();
    final ComponentContext context = TestContext.of("p", time);
    private final Processor processor;

    /** What what follows the processor answers. */
    Outcome answer = Outcome.ACCEPTED;

    PhoenixRun(String type, String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        // The Collector's configuration takes "$$" for a dollar.
        processor = create(type(type), yaml.replace("$$", "$"), diagnostics);
        try {
            processor.start();
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    Outcome consume(MetricBatch batch) {
        return processor.consume(batch);
    }

    PhoenixRun consumeAll(List<MetricBatch> batches) {
        batches.forEach(batch -> assertThat(consume(batch)).isEqualTo(Outcome.ACCEPTED));
        return this;
    }

    void shutdown() {
        processor.shutdown(Duration.ZERO);
    }

    /** What is wrong with a configuration, as a user sees it. */
    static List<String> mistakes(String type, String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        decode(type(type), yaml, diagnostics);
        return diagnostics.all().stream().map(Diagnostic::toString).toList();
    }

    private static ProcessorType<?> type(String type) {
        ComponentType<?> found = BuiltinComponents.registry()
                .find(ComponentKind.PROCESSOR, type)
                .orElseThrow(() -> new AssertionError("no processor " + type));
        return (ProcessorType<?>) found;
    }

    private static <C> java.util.Optional<C> decode(ProcessorType<C> type, String yaml, Diagnostics diagnostics) {
        return type.spec()
                .config()
                .decode(new YamlReader(diagnostics).read("c.yaml", yaml).orElseThrow(), "processors::p", diagnostics);
    }

    private <C> Processor create(ProcessorType<C> type, String yaml, Diagnostics diagnostics) {
        C config = decode(type, yaml, diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
        MetricConsumer next = batch -> {
            received.add(batch);
            return answer;
        };
        try {
            return type.factory().create(config, next, context);
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }
}
