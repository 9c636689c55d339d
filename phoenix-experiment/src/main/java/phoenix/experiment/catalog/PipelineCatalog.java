package phoenix.experiment.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.NamedConfigs;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlReader;
import phoenix.experiment.catalog.CatalogEntry.Parameter;
import phoenix.experiment.catalog.CatalogEntry.Reduction;

/**
 * The pipelines that come with Phoenix. Each is one file that any otelcol runs as it is: its parameters are environment
 * variables with defaults. Wherever a configuration is named, {@code catalog:NAME} is one of these.
 *
 * <p>Immutable and thread-safe; read once, at the first use.
 */
public final class PipelineCatalog implements NamedConfigs {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z][A-Z0-9_]*)(?::-([^}]*))?}");

    private static final Field<String> SUMMARY = Field.required(FieldType.string(), "summary", "one sentence");
    private static final Field<String> SAVES = Field.required(FieldType.string(), "saves", "what is no longer sent");
    private static final Field<String> LOSES =
            Field.required(FieldType.string(), "loses", "what cannot be asked any more");
    private static final Field<String> NOTE = Field.string("note", "", "what else is worth knowing");
    private static final Field<Map<String, String>> PARAMETERS =
            Field.map(FieldType.string(), "parameters", "meaning of each variable");
    private static final Field<Integer> SERIES = Field.int32("series", 0, "percent fewer");
    private static final Field<Integer> DATAPOINTS = Field.int32("datapoints", 0, "percent fewer");
    private static final ConfigSpec<Reduction> REDUCTION =
            ConfigSpec.of(v -> new Reduction(v.get(SERIES), v.get(DATAPOINTS)), SERIES, DATAPOINTS);

    private record About(String summary, String saves, String loses, String note, Map<String, String> parameters) {}

    private static final ConfigSpec<About> ABOUT = ConfigSpec.of(
            v -> new About(v.get(SUMMARY), v.get(SAVES), v.get(LOSES), v.get(NOTE), v.get(PARAMETERS)),
            SUMMARY,
            SAVES,
            LOSES,
            NOTE,
            PARAMETERS);
    private static final Field<Map<String, About>> PIPELINES = Field.map(ABOUT, "pipelines", "by name");
    private static final ConfigSpec<Map<String, About>> INDEX = ConfigSpec.of(v -> v.get(PIPELINES), PIPELINES);
    private static final Field<Map<String, Map<String, Reduction>>> REDUCTIONS =
            Field.map(FieldType.mapOf(REDUCTION), "measured", "by name and load profile");
    private static final ConfigSpec<Map<String, Map<String, Reduction>>> MEASURED =
            ConfigSpec.of(v -> v.get(REDUCTIONS), REDUCTIONS);

    private final Map<String, CatalogEntry> entries;

    private PipelineCatalog(Map<String, CatalogEntry> entries) {
        this.entries = entries;
    }

    private static final class Holder {
        static final PipelineCatalog CATALOG = read();
    }

    /** The catalog of this program. */
    public static PipelineCatalog builtIn() {
        return Holder.CATALOG;
    }

    /** All pipelines, the control group first. */
    public List<CatalogEntry> entries() {
        return List.copyOf(entries.values());
    }

    public Optional<CatalogEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public Optional<String> text(String name) {
        return find(name).map(CatalogEntry::text);
    }

    @Override
    public Set<String> names() {
        return entries.keySet();
    }

    private static PipelineCatalog read() {
        Map<String, About> index = read("index.yaml", INDEX);
        Map<String, Map<String, Reduction>> measured = read("measured.yaml", MEASURED);
        Map<String, CatalogEntry> entries = new LinkedHashMap<>();
        index.forEach((name, about) -> {
            String text = resource(name + ".yaml");
            entries.put(
                    name,
                    new CatalogEntry(
                            name,
                            about.summary(),
                            about.saves(),
                            about.loses(),
                            about.note(),
                            parameters(text, about.parameters()),
                            measured.getOrDefault(name, Map.of()),
                            text));
        });
        return new PipelineCatalog(entries);
    }

    private static <C> C read(String file, ConfigSpec<C> spec) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read(file, resource(file))
                .filter(YamlMapping.class::isInstance)
                .map(YamlMapping.class::cast)
                .flatMap(root -> spec.decode(root, "catalog", diagnostics))
                .orElseThrow(() -> new IllegalStateException("the catalog is damaged: " + diagnostics.errors()));
    }

    /** The configuration says which there are and what they default to; the index says what they mean. */
    private static List<Parameter> parameters(String text, Map<String, String> docs) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String name = variable.group(1);
            String doc = COMMON.getOrDefault(name, docs.getOrDefault(name, ""));
            String value = variable.group(2);
            parameters.putIfAbsent(name, new Parameter(name, value == null ? "" : value, doc));
        }
        return new ArrayList<>(parameters.values());
    }

    private static final Map<String, String> COMMON = Map.of(
            "INTERVAL", "how often to read",
            "NEW_RELIC_OTLP_ENDPOINT", "where to send, without /v1/metrics",
            "NEW_RELIC_API_KEY", "ingest licence key");

    private static String resource(String file) {
        try (InputStream in = PipelineCatalog.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the catalog has no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the catalog's " + file, e);
        }
    }
}
