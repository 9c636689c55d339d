package phoenix.config.load;

import java.util.List;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;

/**
 * Loads a Collector configuration as {@code otelcol} does: the URIs of {@code --config} in order and then {@code --set},
 * merged, and only then expanded. Every node of the result knows where the user wrote it and which environment variables
 * went into it.
 *
 * <pre>{@code
 * Diagnostics diagnostics = new Diagnostics();
 * Optional<YamlMapping> config = new ConfigLoader(new LoadSettings(environment, directory), diagnostics)
 *         .load(List.of("base.yaml", "yaml:processors::batch::timeout: 2s"), List.of("exporters.debug.verbosity=detailed"));
 * }</pre>
 *
 * <p>Reads files, nothing else; not thread-safe.
 */
public final class ConfigLoader {
    private static final int URIS_MAX = 100;

    private final LoadSettings settings;
    private final Diagnostics diagnostics;
    private final Retriever retriever;

    public ConfigLoader(LoadSettings settings, Diagnostics diagnostics) {
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.retriever = new Retriever(settings, diagnostics);
    }

    /**
     * Loads, merges and expands.
     *
     * @param uris arguments of {@code --config}: a path, or {@code file:}, {@code env:}, {@code yaml:}, {@code catalog:}
     * @param sets arguments of {@code --set}: {@code processors.batch.timeout=2s}
     * @return the resolved configuration; empty when there was an error, which is then reported
     */
    public Optional<YamlMapping> load(List<String> uris, List<String> sets) {
        int errorsBefore = diagnostics.errorCount();
        if (uris.isEmpty() || uris.size() + sets.size() > URIS_MAX) {
            diagnostics.add(
                    DiagnosticCode.BAD_URI,
                    SourceSpan.start("--config"),
                    uris.isEmpty() ? "no configuration given" : "more than " + URIS_MAX + " configurations given");
            return Optional.empty();
        }
        YamlMapping merged = YamlMapping.empty(SourceSpan.start(fileOf(uris.getFirst())));
        for (int i = 0; i < uris.size(); i++) {
            merged = merge(merged, read(ConfigUri.ofArgument(uris.get(i)), "--config[" + i + "]"));
        }
        for (int i = 0; i < sets.size(); i++) {
            merged = merge(merged, set(sets.get(i), "--set[" + i + "]"));
        }
        YamlMapping expanded = new Expander(retriever, diagnostics).expand(merged);
        return diagnostics.errorCount() == errorsBefore
                ? Optional.of(ConfigMerge.splitKeys(expanded))
                : Optional.empty();
    }

    /** What surrounds that which was loaded: a resource brings variables of its own. */
    public LoadSettings surroundings() {
        return settings.with(retriever.variables());
    }

    /** What is missing as a whole is reported at the first file. */
    private static String fileOf(String argument) {
        ConfigUri uri = ConfigUri.ofArgument(argument);
        return uri.scheme().equals("file") ? uri.value() : "--config[0]";
    }

    private YamlMapping merge(YamlMapping merged, Optional<YamlNode> next) {
        if (next.isEmpty() || next.get().isNull()) {
            return merged;
        }
        if (next.get() instanceof YamlMapping map) {
            return ConfigMerge.merge(merged, ConfigMerge.splitKeys(map));
        }
        diagnostics.add(
                DiagnosticCode.NOT_A_CONFIGURATION,
                next.get().span(),
                "a configuration is a map with receivers, exporters and service; this is "
                        + next.get().describe());
        return merged;
    }

    private Optional<YamlNode> read(ConfigUri uri, String argument) {
        return switch (uri.scheme()) {
            case "file" ->
                settings.embedded()
                        ? new EmbeddedReader(settings, retriever, diagnostics).read(uri.value())
                        : retriever.configFile(uri.value());
            case "yaml" -> new YamlReader(diagnostics).read(argument, uri.value());
            case "catalog" -> retriever.named(uri.value(), argument);
            // Named by its variable, so that positions inside it mean something.
            default ->
                retriever
                        .retrieve(uri, SourceSpan.start(argument))
                        .flatMap(r -> new YamlReader(diagnostics).read(uri.scheme() + ":" + uri.value(), r.text()));
        };
    }

    private Optional<YamlNode> set(String argument, String name) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            diagnostics.add(
                    DiagnosticCode.BAD_SET_OPTION,
                    SourceSpan.start(name),
                    "--set " + argument + " has no \"=\"",
                    "write --set processors.batch.timeout=2s");
            return Optional.empty();
        }
        String key = argument.substring(0, equals).replace(".", "::").strip();
        return new YamlReader(diagnostics)
                .read(name, key + ": " + argument.substring(equals + 1).strip());
    }
}
