package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineId;
import phoenix.config.collector.Signal;
import phoenix.config.compile.CompiledFor;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * Proves of a compiled configuration, as a collector would read it, that production is what it was: the ways from the
 * receivers through the processors to each exporter of a backend are followed in both configurations and are the same;
 * those of a candidate end in the mark and nothing else. Settings are the same but for the few that have to differ, and
 * what was added is known to the letter.
 *
 * <p>Written against the two configurations alone and not against the steps, so that it catches their faults.
 */
final class DualExportChecker {
    private final Wiring before;
    private final Wiring after;
    private final OtelcolSettings settings;
    private final boolean candidate;
    private final Branches branches;
    private final List<String> violations = new ArrayList<>();

    private DualExportChecker(Wiring before, Wiring after, OtelcolSettings settings) {
        this.before = before;
        this.after = after;
        this.settings = settings;
        this.candidate = settings.variant() == CompiledFor.CANDIDATE;
        this.branches = new Branches(before, after, settings);
    }

    /** What is violated, in words; empty when production is untouched. */
    static List<String> violations(Wiring before, Wiring after, OtelcolSettings settings) {
        DualExportChecker checker = new DualExportChecker(before, after, settings);
        checker.violations.addAll(checker.branches.violations());
        before.pipelines()
                .forEach((id, was) -> checker.pipeline(was, after.pipelines().get(id)));
        checker.components();
        checker.rest();
        return checker.violations;
    }

    private void pipeline(Wiring.Pipeline was, Wiring.@org.jspecify.annotations.Nullable Pipeline is) {
        if (is == null) {
            violations.add("pipeline " + was.id() + " is gone");
            return;
        }
        expect(was.id(), "receivers", was.receivers(), is.receivers());
        expect(was.id(), "processors", was.processors(), is.processors());
        if (was.id().signal() == Signal.METRICS) {
            metrics(was, is);
        } else if (candidate) {
            silent(was, is);
        } else {
            expect(was.id(), "exporters", was.exporters(), is.exporters());
        }
    }

    private void expect(PipelineId pipeline, String part, List<ComponentId> was, List<ComponentId> is) {
        if (!was.equals(is)) {
            violations.add("pipeline " + pipeline + ": " + part + " were " + was + " and are " + is);
        }
    }

    private void metrics(Wiring.Pipeline was, Wiring.Pipeline is) {
        List<ComponentId> direct = new ArrayList<>();
        List<ComponentId> marked = new ArrayList<>();
        int pages = 0;
        for (ComponentId id : is.exporters()) {
            if (branches.isPage(id) || branches.comparison().contains(id)) {
                pages++;
            } else if (branches.production().containsKey(id)) {
                marked.addAll(branches.production().get(id));
            } else {
                direct.add(id);
            }
        }
        boolean exports = was.exporters().stream().anyMatch(id -> !before.isConnector(id));
        if (pages != (exports ? 1 : 0)) {
            violations.add("pipeline " + was.id() + " has " + pages + " comparison pages");
        }
        Set<ComponentId> senders = new LinkedHashSet<>(Exporters.production(before, was));
        List<ComponentId> expected = new ArrayList<>(was.exporters());
        if (exports) {
            senders.addAll(branches.addedProduction());
            expected.addAll(branches.addedProduction());
        }
        boolean marks = candidate && branches.canMark();
        if (marks) {
            expected.removeAll(senders);
            if (!Set.copyOf(marked).equals(senders) || marked.size() != senders.size()) {
                violations.add("pipeline " + was.id() + ": production was " + senders + " and is, marked, " + marked);
            }
        } else if (!marked.isEmpty()) {
            violations.add("pipeline " + was.id() + ": " + marked + " stand behind a mark");
        }
        expect(was.id(), "exporters", expected, direct);
    }

    /** Another signal of the candidate: connectors stay, and nothing is sent. */
    private void silent(Wiring.Pipeline was, Wiring.Pipeline is) {
        List<ComponentId> connectors =
                was.exporters().stream().filter(before::isConnector).toList();
        List<ComponentId> rest =
                is.exporters().stream().filter(id -> !connectors.contains(id)).toList();
        if (!is.exporters().containsAll(connectors)) {
            expect(was.id(), "connectors", connectors, is.exporters());
        }
        if (!rest.stream().allMatch(branches::discards)) {
            violations.add("pipeline " + was.id() + " of the candidate sends to " + rest);
        }
    }

    private void components() {
        for (ComponentKind kind : ComponentKind.values()) {
            Map<ComponentId, YamlNode> is = after.of(kind);
            for (Map.Entry<ComponentId, YamlNode> was : before.of(kind).entrySet()) {
                YamlNode now = is.get(was.getKey());
                String path = kind.section() + "::" + was.getKey();
                if (now == null) {
                    violations.add(path + " is gone");
                } else {
                    new SettingsCheck(before, settings, kind, was.getKey())
                            .violation(was.getValue(), now)
                            .ifPresent(v -> violations.add(path + " " + v));
                }
            }
            for (ComponentId id : is.keySet()) {
                if (!before.of(kind).containsKey(id) && !branches.knows(kind, id)) {
                    violations.add(kind.section() + "::" + id + " was added");
                }
            }
        }
    }

    /** Everything that is no component and no pipeline. */
    private void rest() {
        expectSame("extensions", before.extensions(), after.extensions());
        YamlMapping was = withoutKnown(before.root());
        YamlMapping is = withoutKnown(after.root());
        if (!SettingsCheck.same(was, is)) {
            violations.add("service or another part of the configuration differs");
        }
        TelemetryCheck.violation(before.root(), after.root(), candidate).ifPresent(violations::add);
    }

    private void expectSame(String part, List<ComponentId> was, List<ComponentId> is) {
        if (!was.equals(is)) {
            violations.add(part + " were " + was + " and are " + is);
        }
    }

    private static YamlMapping withoutKnown(YamlMapping root) {
        YamlMapping rest = root;
        for (ComponentKind kind : ComponentKind.values()) {
            rest = rest.without(kind.section());
        }
        YamlMapping service = root.get("service").orElse(null) instanceof YamlMapping m
                ? m.without("pipelines").without("extensions")
                : YamlMapping.empty(root.span());
        return TelemetryCheck.withoutReaders(rest.with("service", service));
    }
}
