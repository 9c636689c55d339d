package phoenix.config.compile.otelcol;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.Change;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * What two processes cannot share, apart from ports: files, folders of queues, places in a group of consumers, leases. In
 * the candidate they get a name of their own, so that it takes nothing away from the baseline.
 */
final class SeparationStep {
    static final String MARK = "-phoenix-candidate";

    /** Taking from these takes away from everybody else who reads them. */
    private static final Set<String> CONSUMING =
            Set.of("googlecloudpubsub", "pulsar", "solace", "rabbitmq", "awss3", "azureeventhub", "azureblob", "nats");

    private final Draft draft;

    private SeparationStep(Draft draft) {
        this.draft = draft;
    }

    static void apply(Draft draft) {
        if (draft.isCandidate()) {
            SeparationStep step = new SeparationStep(draft);
            step.each(ComponentKind.RECEIVER, step::receiver);
            step.each(ComponentKind.EXTENSION, step::extension);
            step.each(ComponentKind.EXPORTER, step::exporter);
        }
    }

    private interface Visitor {
        void visit(ComponentId id, String type, YamlNode settings);
    }

    private void each(ComponentKind kind, Visitor visitor) {
        for (Map.Entry<ComponentId, YamlNode> component : draft.input.of(kind).entrySet()) {
            // Those of traces and logs are not run in the candidate.
            boolean runs = kind == ComponentKind.EXPORTER
                    ? draft.input.exportingPipelines().stream()
                            .anyMatch(p -> p.exporters().contains(component.getKey()))
                    : draft.input.uses(kind, component.getKey());
            if (runs) {
                visitor.visit(component.getKey(), component.getKey().type().replace("_", ""), component.getValue());
            }
        }
    }

    private void receiver(ComponentId id, String type, YamlNode settings) {
        if (type.equals("kafka")) {
            rename(
                    ComponentKind.RECEIVER,
                    id,
                    "group_id",
                    Optional.of("otel-collector"),
                    "consumers of one group share"
                            + " the messages; in a group of its own the candidate gets all, and takes none away");
        } else if (CONSUMING.contains(type) && !draft.settings.ownSources().contains(id)) {
            draft.diagnostics.add(
                    DiagnosticCode.SHARED_SOURCE,
                    settings.span(),
                    "receiver " + id + " takes what it reads away from the baseline",
                    "give the candidate's configuration a queue or subscription of its own, and say so: --own-source "
                            + id);
        }
    }

    private void extension(ComponentId id, String type, YamlNode settings) {
        if (type.equals("filestorage")) {
            rename(
                    ComponentKind.EXTENSION,
                    id,
                    "directory",
                    Optional.of("/var/lib/otelcol/file_storage"),
                    "two processes cannot share a folder of queues");
            draft.set(Draft.plain(true), "extensions", id.toString(), "create_directory");
        } else if (type.equals("k8sleaderelector")) {
            rename(
                    ComponentKind.EXTENSION,
                    id,
                    "lease_name",
                    Optional.empty(),
                    "with one lease only one of the two variants would collect");
        }
    }

    private void exporter(ComponentId id, String type, YamlNode settings) {
        if (type.equals("file")) {
            rename(ComponentKind.EXPORTER, id, "path", Optional.empty(), "the baseline writes the other file");
        }
    }

    private void rename(ComponentKind kind, ComponentId id, String key, Optional<String> unlessSet, String why) {
        YamlNode settings = draft.input.of(kind).get(id);
        YamlNode value = settings == null ? null : settings.get(key).orElse(null);
        YamlScalar before = value instanceof YamlScalar s && s.asString().isPresent()
                ? s
                : unlessSet.map(Draft::text).orElse(null);
        if (before == null) {
            return;
        }
        String text = before.asString().orElse("");
        int at = key.equals("path") ? beforeExtension(text) : text.length();
        YamlScalar own = Draft.withSuffix(before, at, MARK);
        if (own != null) {
            draft.set(own, kind.section(), id.toString(), key);
            draft.changed(
                    Change.Kind.MOVED,
                    kind.section() + "::" + id + "::" + key,
                    "gets the name of its own \"" + shown(own) + "\": " + why);
        }
    }

    private static String shown(YamlScalar scalar) {
        return scalar.origin().writtenText().orElse(scalar.text());
    }

    /** {@code a/b.json} becomes {@code a/b-phoenix-candidate.json}; a path for groups keeps its one {@code *}. */
    private static int beforeExtension(String path) {
        int name = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        return dot > name ? dot : path.length();
    }
}
