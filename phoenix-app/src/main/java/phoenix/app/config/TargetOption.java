package phoenix.app.config;

import java.nio.file.Path;
import java.util.Optional;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentList;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostics;
import picocli.CommandLine.Option;

/**
 * {@code --target}: what will run the configuration.
 *
 * <pre>{@code
 * @Mixin private TargetOption target;
 * ...
 * Diagnostics diagnostics = new Diagnostics();
 * Optional<Target> chosen = target.resolve(registry.catalog(), diagnostics);
 * }</pre>
 */
public final class TargetOption {
    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "otelcol",
            description = {
                "What will run it (default: ${DEFAULT-VALUE}). The limits of the embedded engine are told with"
                        + " embedded only.",
                "embedded: phoenix run and phoenix collector.",
                "otelcol: any Collector; what Phoenix does not know is accepted.",
                "otelcol-core, otelcol-contrib, otelcol-k8s, nrdot-collector-host, nrdot-collector-k8s: these"
                        + " distributions, as released with Collector 0.156 or before.",
                "A file: what \"otelcol components\" prints, or the binary of a Collector, which is asked."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String target;

    /** The target; empty when there is none of that name, which is then reported. */
    public Optional<Target> resolve(ComponentCatalog engine, Diagnostics diagnostics) {
        return resolver().resolve(target, engine, diagnostics);
    }

    /** The components that a word for {@code --target} stands for; empty when there are none, which is then reported. */
    public static Optional<ComponentList> list(String word, Diagnostics diagnostics) {
        return resolver().list(word, diagnostics);
    }

    private static TargetResolver resolver() {
        return new TargetResolver(Path.of("").toAbsolutePath(), CollectorBinary.Limits.DEFAULT);
    }
}
