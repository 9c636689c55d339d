package phoenix.config.load;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.diagnostic.SourceText;
import phoenix.config.load.EmbeddedForms.Found;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.config.yaml.YamlScalar;

/**
 * Reads a file that is a configuration or holds one. {@code FILE#NAME} says which, where it holds several. Positions are
 * those of the file, also inside a block of text.
 */
final class EmbeddedReader {
    private final LoadSettings settings;
    private final Retriever retriever;
    private final Diagnostics diagnostics;

    EmbeddedReader(LoadSettings settings, Retriever retriever, Diagnostics diagnostics) {
        this.settings = settings;
        this.retriever = retriever;
        this.diagnostics = diagnostics;
    }

    /** The configuration; empty when there is none, or more than one to choose from, which is then reported. */
    Optional<YamlNode> read(String argument) {
        int hash = argument.lastIndexOf('#');
        boolean named = hash > 0 && !exists(argument);
        String path = named ? argument.substring(0, hash) : argument;
        Optional<byte[]> content = retriever.readFile(path, SourceSpan.start(path));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Diagnostics own = new Diagnostics();
        List<YamlNode> documents = new YamlReader(own).readAll(path, content.get());
        if (documents.isEmpty()) {
            return new YamlReader(diagnostics).read(path, content.get());
        }
        List<Found> found = EmbeddedForms.in(documents);
        Optional<String> manifest = documents.stream()
                .flatMap(d -> EmbeddedForms.manifest(d).stream())
                .findFirst();
        if (found.isEmpty() && !named && manifest.isEmpty()) {
            return new YamlReader(diagnostics).read(path, content.get());
        }
        own.source(path).ifPresent(diagnostics::addSource);
        return choose(path, named ? argument.substring(hash + 1) : "", found, manifest)
                .flatMap(one -> open(path, one));
    }

    private boolean exists(String path) {
        try {
            return Files.exists(settings.workingDirectory().resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Optional<Found> choose(String path, String name, List<Found> found, Optional<String> manifest) {
        List<Found> matching = found.stream()
                .filter(f -> name.isEmpty() || f.names().contains(name))
                .toList();
        if (matching.size() == 1) {
            Found one = matching.getFirst();
            diagnostics.add(
                    DiagnosticCode.EMBEDDED_CONFIGURATION,
                    one.config().span(),
                    "read from " + one.what()
                            + (one.what().startsWith("Helm") ? "; what the chart adds to it is not in it" : ""));
            one.rewritten()
                    .ifPresent(span -> diagnostics.add(
                            DiagnosticCode.OPERATOR_UPGRADES,
                            span,
                            "the operator may rewrite this configuration when it is upgraded itself",
                            "write upgradeStrategy: none where the configuration is to stay as it is, as in an"
                                    + " experiment"));
            return Optional.of(one);
        }
        List<Found> offered = matching.isEmpty() ? found : matching;
        String names =
                offered.stream().map(f -> path + "#" + distinct(f, offered)).collect(Collectors.joining(", "));
        if (offered.isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.NOT_A_CONFIGURATION,
                    SourceSpan.start(path),
                    manifest.map(m -> "this " + m + " holds").orElse("this file holds") + " no Collector configuration",
                    "it is looked for in OpenTelemetryCollector resources, ConfigMaps and values of Helm charts");
        } else {
            diagnostics.add(
                    DiagnosticCode.AMBIGUOUS_INPUT,
                    offered.getFirst().config().span(),
                    matching.isEmpty()
                            ? "there is no configuration \"" + name + "\" in " + path
                            : "this file holds " + matching.size() + " Collector configurations",
                    "name one: " + names);
        }
        return Optional.empty();
    }

    /** The first of its names that no other has. */
    private static String distinct(Found one, List<Found> all) {
        return one.names().stream()
                .filter(n -> all.stream().filter(f -> f.names().contains(n)).count() == 1)
                .findFirst()
                .orElse(one.names().getFirst());
    }

    private Optional<YamlNode> open(String path, Found found) {
        retriever.addVariables(found.variables());
        if (!(found.config() instanceof YamlScalar text)) {
            return Optional.of(found.config());
        }
        Optional<SourceText> file = diagnostics.source(path);
        if (text.style() != YamlScalar.Style.LITERAL || file.isEmpty()) {
            return new YamlReader(diagnostics).read(path + "#" + found.names().getFirst(), text.text());
        }
        Optional<YamlNode> config = new YamlReader(diagnostics).read(path, inPlace(text, file.get()));
        file.ifPresent(diagnostics::addSource);
        return config;
    }

    /** The lines of the block as they stand in the file, at the same line numbers: so that positions need no mapping. */
    private static String inPlace(YamlScalar block, SourceText file) {
        SourceSpan span = block.span();
        int last = span.endColumn() == 1 ? span.endLine() - 1 : span.endLine();
        StringBuilder text = new StringBuilder("\n".repeat(span.line()));
        for (int line = span.line() + 1; line <= last; line++) {
            text.append(file.line(line).orElse("")).append('\n');
        }
        return text.toString();
    }
}
