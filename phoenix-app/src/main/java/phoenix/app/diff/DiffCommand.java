package phoenix.app.diff;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.OutputFile;
import phoenix.app.cli.Terminal;
import phoenix.app.config.ConfigSource;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.lint.Linter;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phoenix diff BASE CAND}. */
@Command(
        name = "diff",
        description = {
            "Say what changes between two Collector configurations, in words and in the order of the data, and what"
                    + " that means for names, types and entities.",
            "Nothing is started. Secrets are not shown. Components of any Collector are compared; those that Phoenix"
                    + " has no words for, setting by setting."
        },
        footer = {
            "",
            "Examples:",
            "  phoenix diff baseline.yaml candidate.yaml",
            "  phoenix diff baseline.yaml candidate.yaml --candidate overlay.yaml",
            "  phoenix diff baseline.yaml candidate.yaml --output mermaid -o change.mmd",
            "",
            "The exit status is 0 whether the two differ or not (\"different\" in the JSON says it), and 2 when one"
                    + " cannot be read."
        })
public final class DiffCommand implements Callable<Integer> {
    /** What is printed. */
    public enum Format {
        TEXT,
        MERMAID,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description =
                    "The configuration in use: a file, or a file:, env: or yaml: URI; also a resource or values that"
                            + " hold one (FILE#NAME).")
    @SuppressWarnings("NullAway.Init")
    private String baseline;

    @Parameters(index = "1", paramLabel = "CAND", description = "The configuration that one would like.")
    @SuppressWarnings("NullAway.Init")
    private String candidate;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "One more, merged over BASE as otelcol merges; may be repeated.")
    private List<String> moreBaseline = List.of();

    @Option(names = "--candidate", paramLabel = "FILE", description = "The same for CAND.")
    private List<String> moreCandidate = List.of();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, mermaid (a graph) or json (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Format output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    private final Supplier<ComponentRegistry> registry;

    public DiffCommand(Supplier<ComponentRegistry> registry) {
        this.registry = registry;
    }

    /** One side, with what is known of its secrets. */
    private record Side(ConfigOutline outline, Diagnostics diagnostics) {}

    @Override
    public Integer call() {
        file.check();
        file.refuseToOverwrite(List.of(baseline, candidate));
        Optional<Side> before = read(baseline, moreBaseline);
        Optional<Side> after = read(candidate, moreCandidate);
        if (before.isEmpty() || after.isEmpty()) {
            throw CommandFailure.reported(ExitStatus.USAGE);
        }
        Settings settings = new Settings(span -> before.get().diagnostics.isSecret(span)
                || after.get().diagnostics.isSecret(span));
        Difference all = new ConfigDiff(before.get().outline, after.get().outline, settings).compare();
        boolean newRelic = sendsToNewRelic(before.get().outline) || sendsToNewRelic(after.get().outline);
        Difference difference = newRelic ? all : all.without(Meaning.Area.NEW_RELIC);
        file.write(
                switch (output) {
                    case TEXT -> TextView.of(difference, !file.isGiven() && Terminal.hasColours());
                    case MERMAID -> MermaidView.of(difference);
                    case JSON -> JsonView.of(difference, baseline, candidate);
                });
        return ExitStatus.OK;
    }

    /** What is wrong in a file that can be read is for {@code phoenix check} to say. */
    private Optional<Side> read(String uri, List<String> more) {
        Diagnostics diagnostics = Target.otelcol(registry.get().catalog()).diagnostics();
        List<String> uris = new ArrayList<>(List.of(uri));
        uris.addAll(more);
        Optional<YamlMapping> root =
                ConfigSource.here(uris, List.of()).orEmbedded().load(diagnostics);
        if (root.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            diagnostics.errors().forEach(d -> err.print(DiagnosticRenderer.text(d, diagnostics)));
            err.flush();
            return Optional.empty();
        }
        ConfigOutline outline = ConfigOutline.of(root.get());
        if (outline.pipelines().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(DiagnosticRenderer.text(
                    Diagnostic.of(
                            DiagnosticCode.MISSING_SECTION,
                            root.get().span(),
                            "no pipeline is defined",
                            "is this a Collector configuration?"),
                    diagnostics));
            err.flush();
            return Optional.empty();
        }
        // Both know of secrets what the other does not.
        CollectorConfig.read(
                root.get(), Target.otelcol(registry.get().catalog()).catalog(), diagnostics);
        Linter.run(root.get(), List.of(), diagnostics);
        return Optional.of(new Side(outline, diagnostics));
    }

    private static boolean sendsToNewRelic(ConfigOutline config) {
        return config.components().stream()
                .anyMatch(c -> c.text("endpoint").orElse("").contains("nr-data.net"));
    }
}
