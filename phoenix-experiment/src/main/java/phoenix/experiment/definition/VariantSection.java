package phoenix.experiment.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.DecodeContext;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.JsonSchema;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.PipelineCatalog;

/** The grammar of {@code baseline:} and {@code candidate:}. */
final class VariantSection {
    private static final Field<List<String>> CONFIG =
            Field.list(FieldType.string(), "config", "Collector configuration: a path, or a list that is merged");
    private static final Field<Optional<String>> CATALOG =
            Field.optional(FieldType.string(), "catalog", "a ready pipeline instead: see phoenix catalog list");
    private static final Field<Map<String, String>> PARAMETERS =
            Field.map(new Plain(), "parameters", "values for the parameters of a pipeline of the catalog");

    static final ConfigSpec<VariantSource> SPEC = ConfigSpec.of(
                    v -> new VariantSource(
                            v.get(CATALOG)
                                    .map(name -> List.of("catalog:" + name))
                                    .orElse(v.get(CONFIG)),
                            v.get(PARAMETERS)),
                    CONFIG,
                    CATALOG,
                    PARAMETERS)
            .check(VariantSection::check);

    private VariantSection() {}

    private static void check(VariantSource source, CheckContext context) {
        boolean isCatalog = context.isSet(CATALOG);
        if (isCatalog && context.isSet(CONFIG)) {
            context.error(
                    CATALOG,
                    "config and catalog are both given",
                    "to change a pipeline of the catalog: config: [\"catalog:NAME\", my-changes.yaml]");
        } else if (source.configs().isEmpty()) {
            context.missing(CONFIG, "say which configuration: config: FILE, or catalog: NAME");
        } else if (isCatalog) {
            checkParameters(source, context);
        } else if (context.isSet(PARAMETERS)) {
            context.error(
                    PARAMETERS,
                    "only pipelines of the catalog have parameters",
                    "a configuration of your own reads variables of the environment");
        }
    }

    private static void checkParameters(VariantSource source, CheckContext context) {
        String name = source.configs().getFirst().substring("catalog:".length());
        PipelineCatalog catalog = PipelineCatalog.builtIn();
        Optional<CatalogEntry> entry = catalog.find(name);
        if (entry.isEmpty()) {
            context.report(
                    DiagnosticCode.BAD_VALUE,
                    context.span(CATALOG),
                    "the catalog has no pipeline \"" + name + "\"",
                    NearestName.hint(name, catalog.names()).orElse("it has " + String.join(", ", catalog.names())));
            return;
        }
        List<String> known = entry.get().parameters().stream()
                .map(CatalogEntry.Parameter::name)
                .toList();
        source.parameters().keySet().stream()
                .filter(p -> !known.contains(p))
                .sorted()
                .forEach(unknown -> context.report(
                        DiagnosticCode.BAD_VALUE,
                        context.span(PARAMETERS),
                        name + " has no parameter \"" + unknown + "\"",
                        NearestName.hint(unknown, known).orElse("it has " + String.join(", ", known))));
    }

    /** Text as a variable of the environment holds it: {@code 10} and {@code "10"} are the same. */
    private record Plain() implements FieldType<String> {
        @Override
        public String name() {
            return "text or number";
        }

        @Override
        public Optional<String> decode(YamlNode node, DecodeContext context) {
            return node instanceof YamlScalar scalar && !node.isNull()
                    ? Optional.of(scalar.text())
                    : FieldType.string().decode(node, context);
        }

        @Override
        public Map<String, Object> schema() {
            return JsonSchema.ordered("type", List.of("string", "number", "boolean"));
        }
    }
}
