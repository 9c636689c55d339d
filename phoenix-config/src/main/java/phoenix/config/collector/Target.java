package phoenix.config.collector;

import java.util.Optional;
import phoenix.config.diagnostic.Diagnostics;

/**
 * What will run a configuration, and therefore what it is checked against.
 *
 * <pre>{@code
 * Target target = Target.otelcol(registry.catalog());
 * Diagnostics diagnostics = target.diagnostics();
 * Optional<CollectorConfig> config = new ConfigLoader(settings, diagnostics)
 *         .load(uris, sets)
 *         .flatMap(root -> CollectorConfig.read(root, target.catalog(), diagnostics));
 * }</pre>
 *
 * @param name as a user sees it: {@code embedded}, {@code otelcol-contrib 0.156.0}
 */
public record Target(String name, ComponentCatalog catalog) {
    /** Phoenix's own engine: its components, with the limits it has. */
    public static Target embedded(ComponentCatalog engine) {
        return new Target("embedded", engine);
    }

    /**
     * Some Collector: every type is accepted, and those that the engine has too are checked.
     *
     * @param engine the specs of known components
     */
    public static Target otelcol(ComponentCatalog engine) {
        return new Target("otelcol", new CollectorCatalog(engine, ShippedLists.contrib(), false));
    }

    /** The Collector with exactly these components. */
    public static Target recorded(ComponentList list, ComponentCatalog engine) {
        return new Target(list.title(), new CollectorCatalog(engine, list, true));
    }

    /**
     * Reads a recorded list: what {@code otelcol components} prints, or {@link ComponentList#toYaml()}.
     *
     * @return empty when it is none, which is then reported
     */
    public static Optional<ComponentList> read(String file, byte[] content, Diagnostics diagnostics) {
        return new ComponentListReader(diagnostics).read(file, content);
    }

    public boolean isEmbedded() {
        return catalog.isEngine();
    }

    /** For the findings about one configuration: without those that say what the engine does not do, unless it runs it. */
    public Diagnostics diagnostics() {
        return isEmbedded() ? new Diagnostics() : Diagnostics.withoutLimitsOfEngine();
    }
}
