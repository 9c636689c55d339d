package phoenix.engine.graph;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.Storage;
import phoenix.engine.component.Storages;
import phoenix.engine.telemetry.GraphTelemetry;

/**
 * What a graph runs with.
 *
 * @param environment environment variables, for components that read them
 * @param exportersMemory what exporters hold, which may go on when the graph has ended
 * @param listeners where components listen
 */
public record GraphSettings(
        Scheduler scheduler,
        ThreadFactory threads,
        Map<String, String> environment,
        GraphTelemetry telemetry,
        Branches branches,
        MemoryAccount exportersMemory,
        Listeners listeners) {

    /** For a graph that no other one takes the place of. */
    public GraphSettings(
            Scheduler scheduler,
            ThreadFactory threads,
            Map<String, String> environment,
            GraphTelemetry telemetry,
            Branches branches) {
        this(scheduler, threads, environment, telemetry, branches, new MemoryAccount(), new Listeners());
    }

    /** What the owner of a graph puts between the end of its pipelines and their exporters. */
    public interface Branches {
        /** Nothing: every exporter sends and gets what its pipelines give. */
        Branches PLAIN = new Branches() {};

        /** Whether an exporter really sends. */
        default Delivery delivery(ComponentId exporter) {
            return Delivery.SEND;
        }

        /** What the pipelines hand to in place of the exporter; usually something that ends in it. */
        default MetricConsumer branch(ComponentId exporter, MetricConsumer target) {
            return target;
        }

        /** What is called in place of a processor; usually something that ends in it. */
        default MetricConsumer step(String pipeline, ComponentId processor, MetricConsumer target) {
            return target;
        }

        /** What the graph's components keep their data with; by default they outlive the graph. */
        default Storages storages(Map<String, Storage> byId) {
            return new Storages(byId);
        }

        /** Gets every batch that reaches the end of a pipeline, after the exporters. It must never wait or throw. */
        default MetricConsumer tap(String pipeline) {
            return batch -> phoenix.engine.component.Outcome.ACCEPTED;
        }
    }
}
