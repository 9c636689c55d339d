package phoenix.config.collector;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.PipelineConfig.Reference;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.spec.Located;

/** Every id in a pipeline is defined, every definition is used, every pipeline has two ends. */
final class ReferenceCheck {
    private final CollectorConfig config;
    private final ComponentCatalog catalog;
    private final Diagnostics diagnostics;

    ReferenceCheck(CollectorConfig config, ComponentCatalog catalog, Diagnostics diagnostics) {
        this.config = config;
        this.catalog = catalog;
        this.diagnostics = diagnostics;
    }

    void run(List<Reference> extensions) {
        config.pipelines().values().forEach(this::pipeline);
        for (Reference extension : extensions) {
            defined(extension, "service::extensions", ComponentKind.EXTENSION);
        }
        for (ComponentKind kind : ComponentKind.values()) {
            config.components(kind).forEach(this::usedExtensions);
        }
    }

    private void usedExtensions(ComponentConfig component) {
        if (!(component.decoded() instanceof UsesExtensions user)) {
            return;
        }
        for (Located<ComponentId> used : user.extensions()) {
            if (!config.extensions().contains(used.value())) {
                boolean defined =
                        config.find(ComponentKind.EXTENSION, used.value()).isPresent();
                diagnostics.add(
                        DiagnosticCode.UNDEFINED_REFERENCE,
                        used.span(),
                        component.path() + ": extension \"" + used.value() + "\" is used and not "
                                + (defined ? "started" : "defined"),
                        (defined ? "name it in" : "define it under \"extensions:\", and name it in")
                                + " service::extensions");
            }
        }
    }

    /** Only where all else is sound: next to a misspelt reference it would be the same fault twice. */
    void reportUnused(List<Reference> extensions) {
        Usage usage = new Usage(config.pipelines(), extensions);
        for (ComponentKind kind : ComponentKind.values()) {
            for (ComponentConfig component : config.components(kind)) {
                if (!usage.uses(kind, component.id())) {
                    diagnostics.add(
                            DiagnosticCode.UNUSED_COMPONENT,
                            component.span(),
                            kind + " " + component.id() + " is defined and not used",
                            "name it in " + (kind == ComponentKind.EXTENSION ? "service::extensions" : "a pipeline")
                                    + ", or remove it");
                }
            }
        }
    }

    private void pipeline(PipelineConfig pipeline) {
        String path = "service::pipelines::" + pipeline.id();
        ends(pipeline.receiverReferences(), pipeline, "receiver");
        ends(pipeline.exporterReferences(), pipeline, "exporter");
        pipeline.receiverReferences().forEach(r -> defined(r, path, ComponentKind.RECEIVER));
        pipeline.processorReferences().forEach(r -> defined(r, path, ComponentKind.PROCESSOR));
        pipeline.exporterReferences().forEach(r -> defined(r, path, ComponentKind.EXPORTER));
        Set<ComponentId> processors = new HashSet<>();
        for (Reference processor : pipeline.processorReferences()) {
            if (!processors.add(processor.id())) {
                diagnostics.add(
                        DiagnosticCode.REPEATED_REFERENCE,
                        processor.span(),
                        path + ": processor " + processor.id() + " stands here twice",
                        "to run it twice, define a second one: "
                                + processor.id().type() + "/second");
            }
        }
        boolean run = !catalog.isEngine() || pipeline.id().signal() == Signal.METRICS;
        if (run) {
            signals(pipeline, path);
        } else {
            diagnostics.add(
                    DiagnosticCode.PIPELINE_NOT_RUN,
                    pipeline.span(),
                    "pipeline " + pipeline.id() + " is not run: Phoenix runs metrics");
        }
    }

    private void ends(List<Reference> references, PipelineConfig pipeline, String end) {
        if (references.isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.EMPTY_PIPELINE,
                    pipeline.span(),
                    "pipeline " + pipeline.id() + " has no " + end,
                    "add " + end + "s: [...]");
        }
    }

    private void defined(Reference reference, String path, ComponentKind kind) {
        boolean connectable = kind == ComponentKind.RECEIVER || kind == ComponentKind.EXPORTER;
        if (config.find(kind, reference.id()).isPresent()
                || (connectable
                        && config.find(ComponentKind.CONNECTOR, reference.id()).isPresent())) {
            return;
        }
        Set<String> names = new TreeSet<>();
        config.components(kind).forEach(c -> names.add(c.id().toString()));
        if (connectable) {
            config.components(ComponentKind.CONNECTOR).forEach(c -> names.add(c.id().toString()));
        }
        diagnostics.add(
                DiagnosticCode.UNDEFINED_REFERENCE,
                reference.span(),
                path + ": " + kind + " \"" + reference.id() + "\" is used and not defined",
                Optional.of(NearestName.hint(reference.id().toString(), names)
                        .orElse("define it under \"" + kind.section() + ":\"")));
    }

    private void addressed(Reference reference, Signal signal, String path) {
        config.find(ComponentKind.EXPORTER, reference.id())
                .filter(exporter -> exporter.decoded() instanceof SendsBySignal sender && !sender.sends(signal))
                .ifPresent(exporter -> diagnostics.add(
                        DiagnosticCode.MISSING_FIELD,
                        reference.span(),
                        path + ": exporter " + reference.id() + " has neither endpoint nor " + signal + "_endpoint",
                        "add one of them, or take the exporter out of this pipeline"));
    }

    private void signals(PipelineConfig pipeline, String path) {
        Signal signal = pipeline.id().signal();
        pipeline.exporterReferences().forEach(reference -> addressed(reference, signal, path));
        for (ComponentKind kind : List.of(ComponentKind.RECEIVER, ComponentKind.PROCESSOR, ComponentKind.EXPORTER)) {
            Usage.references(pipeline, kind)
                    .forEach(reference -> config.find(kind, reference.id())
                            .flatMap(ComponentConfig::spec)
                            .filter(spec -> !spec.signals().contains(signal))
                            .ifPresent(spec -> diagnostics.add(
                                    DiagnosticCode.UNSUPPORTED_SIGNAL,
                                    reference.span(),
                                    path + ": " + kind + " " + reference.id() + " does not handle " + signal)));
        }
    }
}
