package phoenix.app.compile;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.OutputFile;
import phoenix.app.cli.OutputFormat;
import phoenix.app.config.ConfigFiles;
import phoenix.app.config.ConfigSource;
import phoenix.app.config.TargetOption;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.Target;
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.compile.otelcol.OtelcolSettings;
import phoenix.config.compile.otelcol.Page;
import phoenix.config.compile.otelcol.PrometheusFiles;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.load.LoadSettings;
import phoenix.engine.component.ComponentRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix compile CONFIG...}. */
@Command(
        name = "compile",
        description = {
            "Write the dual-export configuration of one variant, for a collector of any distribution.",
            "The configuration goes to standard output or the file of -o; what was changed, and why, to standard error."
        },
        footer = {
            "",
            "Example, the whole way:",
            "  phoenix compile collector.yaml --variant baseline --experiment demo -o baseline-phoenix.yaml",
            "  phoenix compile slim.yaml --variant candidate --experiment demo -o candidate-phoenix.yaml",
            "  otelcol --config baseline-phoenix.yaml",
            "  otelcol --config candidate-phoenix.yaml",
            "  phoenix compile baseline-phoenix.yaml --variant baseline --experiment demo --emit scrape",
            "",
            "The exit status is 0 when it was written, 2 when the configuration or the options are wrong, 1 when the"
                    + " file cannot be written."
        })
public final class CompileCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** What is written. */
    public enum Emit {
        CONFIG,
        OVERLAY,
        SCRAPE,
        SERVICEMONITOR
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFiles files;

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            required = true,
            description = "baseline: production as it is, and a page for the comparison; candidate: runs beside it.")
    @SuppressWarnings("NullAway.Init")
    private CompiledFor variant;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            required = true,
            description = "The label experiment of the comparison; the same for both variants.")
    @SuppressWarnings("NullAway.Init")
    private String experiment;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "The label pipeline of the comparison; the same for both variants (default: the experiment).")
    private @Nullable String pipeline;

    @Option(
            names = "--emit",
            paramLabel = "FORM",
            defaultValue = "config",
            description = {
                "config: the whole configuration, in one file;",
                "overlay: a small file to merge after your own: otelcol --config CONFIG... --config OVERLAY;",
                "scrape: a scrape configuration for Prometheus;",
                "servicemonitor: Service and ServiceMonitor for the Prometheus operator (default: ${DEFAULT-VALUE})."
            })
    @SuppressWarnings("NullAway.Init")
    private Emit emit;

    @Option(
            names = "--production-endpoint",
            paramLabel = "[grpc=|http=]URL",
            description = "Send all production OTLP exporters there: http:// is plain text and gets no credentials,"
                    + " https:// keeps them. Of one URL port 4317 is taken for gRPC and 4318 for HTTP.")
    private List<String> productionEndpoints = List.of();

    @Option(
            names = "--listen",
            paramLabel = "HOST[:PORT]",
            description = "Where the comparison pages listen; with several pipelines PORT is the first (default:"
                    + " 127.0.0.1, and a port that is the same for the same experiment, variant and pipeline).")
    private @Nullable String listen;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TargetOption target;

    @Option(
            names = "--own-source",
            paramLabel = "ID",
            description = "This receiver of the candidate has a queue or subscription of its own; may be repeated.")
    private List<String> ownSources = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How changes are reported: text; or json, on standard output where -o takes the configuration"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat output;

    private final Supplier<ComponentRegistry> registry;

    public CompileCommand(Supplier<ComponentRegistry> registry) {
        this.registry = registry;
    }

    /** What {@code --output json} says. */
    record Summary(
            String experiment,
            String pipeline,
            String variant,
            String emitted,
            List<ChangeLine> changes,
            List<Page> pages,
            List<String> diagnostics) {}

    /** One change. */
    record ChangeLine(String kind, String where, String text) {}

    @Override
    public Integer call() {
        ConfigSource source = files.source();
        file.check();
        file.refuseToOverwrite(source.configs());
        Diagnostics diagnostics = new Diagnostics();
        Optional<Emission> emission = target.resolve(registry.get().catalog(), diagnostics)
                .flatMap(on -> emission(source, settings(on), diagnostics));
        if (emission.isEmpty() || diagnostics.hasErrors()) {
            files.print(diagnostics);
            throw CommandFailure.reported(ExitStatus.USAGE);
        }
        file.write(emission.get().text());
        report(emission.get(), diagnostics);
        return ExitStatus.OK;
    }

    private record Emission(String text, List<ChangeLine> changes, List<Page> pages) {}

    private Optional<Emission> emission(ConfigSource source, OtelcolSettings settings, Diagnostics diagnostics) {
        LoadSettings load = source.settings();
        if (emit == Emit.SCRAPE || emit == Emit.SERVICEMONITOR) {
            LoadSettings variables = load.with(
                    CompileSettings.environment(load.environment(), settings.experiment(), settings.pipeline()));
            List<Page> pages = OtelcolCompiler.pages(source.configs(), source.sets(), variables, settings);
            if (!pages.isEmpty()) {
                return Optional.of(emission(pages, settings, diagnostics));
            }
        }
        OtelcolCompiler compiler = new OtelcolCompiler(load, new Ports(experiment, variant.toString()), diagnostics);
        return compiler.compile(new OtelcolCompiler.Input(source.configs(), source.sets()), settings)
                .map(compiled -> emission(compiled, settings, diagnostics));
    }

    private Emission emission(Compiled compiled, OtelcolSettings settings, Diagnostics diagnostics) {
        if (emit == Emit.SCRAPE || emit == Emit.SERVICEMONITOR) {
            return emission(compiled.pages(), settings, diagnostics);
        }
        if (emit == Emit.OVERLAY) {
            compiled.overlayProblem().ifPresent(diagnostics::add);
        }
        List<ChangeLine> changes = compiled.changes().stream()
                .map(c ->
                        new ChangeLine(c.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), c.where(), c.text()))
                .toList();
        return new Emission(
                header() + (emit == Emit.OVERLAY ? compiled.overlay() : compiled.config()), changes, compiled.pages());
    }

    private Emission emission(List<Page> pages, OtelcolSettings settings, Diagnostics diagnostics) {
        PrometheusFiles prometheus = new PrometheusFiles(settings, pages);
        if (emit == Emit.SCRAPE) {
            return new Emission(header() + prometheus.scrape(), List.of(), pages);
        }
        for (Page page : pages) {
            if (page.isOnLoopback()) {
                diagnostics.add(
                        DiagnosticCode.UNREACHABLE_PAGE,
                        SourceSpan.start("--listen"),
                        "the page on " + page.address() + " cannot be reached from another pod",
                        "compile the configuration, and this, with --listen 0.0.0.0");
            }
        }
        return new Emission(header() + prometheus.serviceMonitor(), List.of(), pages);
    }

    private String header() {
        return "# Written by phoenix compile: " + emit.name().toLowerCase(Locale.ROOT) + " of the " + variant
                + " of experiment " + experiment + ".\n";
    }

    private OtelcolSettings settings(Target on) {
        if (!NAME.matcher(experiment).matches()) {
            throw CommandFailure.usage(
                    "--experiment: \"" + experiment + "\" is no name",
                    "Letters, digits, \".\", \"_\" and \"-\", at most 128.");
        }
        String label = pipeline == null ? experiment : pipeline;
        if (label.isBlank() || label.chars().anyMatch(Character::isISOControl)) {
            throw CommandFailure.usage("--pipeline: the name is empty, or has control characters in it", null);
        }
        Set<ComponentId> own = new LinkedHashSet<>();
        for (String id : ownSources) {
            try {
                own.add(ComponentId.parse(id));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--own-source: \"" + id + "\" is no component id: " + e.getMessage(), null);
            }
        }
        return new OtelcolSettings(
                variant,
                experiment,
                label,
                Addresses.listen(listen),
                Addresses.production(productionEndpoints),
                on.catalog(),
                own);
    }

    private void report(Emission emission, Diagnostics diagnostics) {
        PrintWriter err = spec.commandLine().getErr();
        if (output == OutputFormat.JSON) {
            Summary summary = new Summary(
                    experiment,
                    pipeline == null ? experiment : pipeline,
                    variant.toString(),
                    emit.name().toLowerCase(Locale.ROOT),
                    emission.changes(),
                    emission.pages(),
                    diagnostics.all().stream().map(Object::toString).toList());
            PrintWriter to = !file.isGiven() ? err : spec.commandLine().getOut();
            to.print(JsonOutput.of(summary));
            to.flush();
            return;
        }
        files.print(diagnostics);
        List<String> lines = new ArrayList<>();
        emission.changes().forEach(c -> lines.add(c.kind() + " " + c.where() + ": " + c.text()));
        lines.forEach(err::println);
        err.flush();
    }
}
