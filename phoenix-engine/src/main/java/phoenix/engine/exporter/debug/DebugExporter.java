package phoenix.engine.exporter.debug;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.exporter.sending.SendingFields;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code debug} exporter: prints batches to the log, at level INFO, each line of its text as a record of
 * its own. While that level is off it only counts. Differences: there is no other output than the log, and batches are
 * printed by the thread that brings them, without a queue. Thread-safe.
 */
public final class DebugExporter implements Exporter {
    private static final System.Logger LOG = System.getLogger(DebugExporter.class.getName());

    static final Field<Verbosity> VERBOSITY = Field.of(
            FieldType.choiceIgnoringCase(Verbosity.class), "verbosity", Verbosity.BASIC, "How much is printed");
    static final Field<Integer> SAMPLING_INITIAL =
            Field.int32("sampling_initial", 2, "Equal messages that are printed in each second");
    static final Field<Integer> SAMPLING_THEREAFTER =
            Field.int32("sampling_thereafter", 1, "Beyond those, every how many-th is printed; 0 is none");

    private static final Field<Boolean> USE_INTERNAL_LOGGER =
            Field.bool("use_internal_logger", true, "Without effect: there is one log, and it prints there");
    private static final Field<Boolean> OUTPUT_PATHS = Field.withoutEffect(
                    "output_paths", "there is one log, and it prints there")
            .shaped(FieldType.listOf(FieldType.string()).as("list of paths", DebugExporter::some, String::valueOf));

    /** What a user writes. */
    public record Config(Verbosity verbosity, int samplingInitial, int samplingThereafter, boolean internalLogger) {}

    public static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(
                    ComponentKind.EXPORTER,
                    "debug",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(
                                            v.get(VERBOSITY),
                                            v.get(SAMPLING_INITIAL),
                                            v.get(SAMPLING_THEREAFTER),
                                            v.get(USE_INTERNAL_LOGGER)),
                                    VERBOSITY,
                                    SAMPLING_INITIAL,
                                    SAMPLING_THEREAFTER,
                                    USE_INTERNAL_LOGGER,
                                    OUTPUT_PATHS,
                                    Field.withoutEffect("sending_queue", "batches are printed as they come")
                                            .shaped(SendingFields.QUEUE_SHAPE))
                            .check(DebugExporter::check)),
            false,
            DebugExporter::new);

    private static List<String> some(List<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("must name a path, or be left out");
        }
        return paths;
    }

    private static void check(Config config, CheckContext context) {
        if (context.isSet(USE_INTERNAL_LOGGER)) {
            context.withoutEffect(USE_INTERNAL_LOGGER, "has no effect here", "there is one log, and it prints there");
        }
        if (context.isSet(OUTPUT_PATHS) && config.internalLogger()) {
            context.error(OUTPUT_PATHS, "needs use_internal_logger: false", "or leave it out: there is one log");
        }
    }

    /** Takes what is printed. */
    @FunctionalInterface
    interface Printer {
        /** One line, without its end. */
        void print(String line);

        /** Whether printing is of any use. */
        default boolean isOn() {
            return true;
        }
    }

    private final Config config;
    private final ComponentContext context;
    private final Printer printer;
    private final Sampling sampling;
    private final AtomicLong sent;

    DebugExporter(Config config, ComponentContext context) {
        this(config, context, new ToLog(context.id()));
    }

    DebugExporter(Config config, ComponentContext context, Printer printer) {
        this.config = config;
        this.context = context;
        this.printer = printer;
        this.sampling = new Sampling(config.samplingInitial(), config.samplingThereafter());
        this.sent = context.telemetry().value(MetricNames.EXPORTER_SENT);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        sent.addAndGet(batch.pointCount());
        if (printer.isOn()) {
            long now = context.scheduler().nanoTime();
            if (sampling.lets("Metrics", now)) {
                printer.print("Metrics\t{\"resource metrics\": " + batch.resourceCount() + ", \"metrics\": "
                        + batch.metricCount() + ", \"data points\": " + batch.pointCount() + "}");
            }
            String text = switch (config.verbosity()) {
                case BASIC -> "";
                case NORMAL -> NormalText.of(batch);
                case DETAILED -> DetailedText.of(batch);
            };
            if (config.verbosity() != Verbosity.BASIC && sampling.lets(text, now)) {
                // By hand: a carriage return inside a value ends no line.
                int start = 0;
                for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                    printer.print(text.substring(start, end));
                    start = end + 1;
                }
            }
        }
        return Outcome.ACCEPTED;
    }

    private record ToLog(String id) implements Printer {
        @Override
        public void print(String line) {
            LOG.log(System.Logger.Level.INFO, id + ": " + line);
        }

        @Override
        public boolean isOn() {
            return LOG.isLoggable(System.Logger.Level.INFO);
        }
    }
}
