package phoenix.app.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.OutputFile;
import phoenix.app.cli.Terminal;
import phoenix.app.config.ConfigSource;
import phoenix.app.config.SetOption;
import phoenix.app.config.TargetOption;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.Severity;
import phoenix.config.lint.Linter;
import phoenix.config.load.ConfigLoader;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phoenix check CONFIG...}. */
@Command(
        name = "check",
        description = {
            "Say what is wrong with a Collector configuration, or hardly meant, where, and the way out.",
            "Nothing is started and nothing is sent. Environment variables that are not set here are hints."
        },
        footer = {
            "",
            "Examples:",
            "  phoenix check collector.yaml",
            "  phoenix check collector.yaml --target /usr/bin/otelcol",
            "  phoenix check base.yaml overlay.yaml --set processors.batch.timeout=2s",
            "  phoenix check --each configs/*.yaml --strict --output sarif -o check.sarif",
            "  phoenix check --explain PHX1711",
            "",
            "The exit status is 0 when there is no error (with --strict: no warning either), else 2.",
            "A comment \"# phoenix:ignore PHX1711\" in a line, or alone before it, silences a finding."
        })
public final class CheckCommand implements Callable<Integer> {
    /** What is printed. */
    public enum Format {
        TEXT,
        JSON,
        SARIF
    }

    @Parameters(
            paramLabel = "CONFIG",
            description = "A file, or a file:, env: or yaml: URI; several are merged in order, as otelcol merges them;"
                    + " also a resource or values that hold one (FILE#NAME).")
    private List<String> configs = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SetOption sets;

    @Option(names = "--each", description = "Each CONFIG is a configuration of its own; nothing is merged.")
    private boolean each;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TargetOption target;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or sarif (2.1.0, for code scanning) (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Format output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "error, warning or hint: what makes the exit status 2 (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Severity failOn;

    @Option(names = "--strict", description = "The same as --fail-on warning.")
    private boolean strict;

    @Option(
            names = "--ignore",
            paramLabel = "CODE",
            split = ",",
            description = "Findings not to tell: PHX1711; may be repeated.")
    private List<String> ignored = List.of();

    @Option(names = "--explain", paramLabel = "CODE", description = "Explain a code, with examples, and end.")
    private @Nullable String explain;

    private final Supplier<ComponentRegistry> registry;

    public CheckCommand(Supplier<ComponentRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() {
        if (explain != null) {
            file.write(explanation(explain));
            return ExitStatus.OK;
        }
        if (configs.isEmpty()) {
            throw CommandFailure.usage("Missing required parameter: 'CONFIG'", "For help: phoenix check --help");
        }
        file.check();
        file.refuseToOverwrite(configs);
        Set<String> silent = new HashSet<>();
        ignored.forEach(code -> silent.add(known(code)));
        Diagnostics unusable = new Diagnostics();
        Optional<Target> chosen = target.resolve(registry.get().catalog(), unusable);
        List<CheckResult> results = new ArrayList<>();
        if (chosen.isPresent()) {
            List<List<String>> groups = each ? configs.stream().map(List::of).toList() : List.of(configs);
            groups.forEach(group -> results.add(check(group, chosen.get(), silent)));
        } else {
            results.add(CheckResult.of("--target", unusable, silent));
        }
        file.write(report(results, chosen.map(Target::name).orElse("unknown")));
        Severity worst = strict && failOn == Severity.ERROR ? Severity.WARNING : failOn;
        return CheckResult.anyFails(results, worst) ? ExitStatus.USAGE : ExitStatus.OK;
    }

    private CheckResult check(List<String> uris, Target on, Set<String> silent) {
        Diagnostics diagnostics = on.diagnostics();
        ConfigSource source = ConfigSource.here(uris, sets.values()).orEmbedded();
        source.load(diagnostics).ifPresent(root -> {
            CollectorConfig.read(root, on.catalog(), diagnostics);
            Linter.run(root, layers(source), diagnostics);
        });
        return CheckResult.of(String.join(" + ", uris), diagnostics, silent);
    }

    /** Each alone, to see what merging them has lost; what is wrong with one is told when all are read. */
    private static List<YamlMapping> layers(ConfigSource source) {
        return source.configs().size() < 2
                ? List.of()
                : source.configs().stream()
                        .flatMap(uri -> new ConfigLoader(source.settings(), new Diagnostics())
                                .load(List.of(uri), List.of()).stream())
                        .toList();
    }

    private String report(List<CheckResult> results, String on) {
        return switch (output) {
            case TEXT -> TextReport.of(results, !file.isGiven() && Terminal.hasColours());
            case JSON -> JsonReport.of(results, on);
            case SARIF -> SarifReport.of(results, Explanations.read());
        };
    }

    private static String explanation(String code) {
        String id = known(code);
        return id + ": " + Explanations.read().of(id).orElse("") + "\n";
    }

    private static String known(String code) {
        String id = code.strip().toUpperCase(Locale.ROOT);
        if (Explanations.read().of(id).isEmpty()) {
            throw CommandFailure.usage(
                    "there is no code \"" + code + "\"", "Codes look like PHX1711; docs/errors.md lists them.");
        }
        return id;
    }
}
