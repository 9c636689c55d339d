package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentList;
import phoenix.config.collector.ShippedLists;
import phoenix.config.compile.Change;
import phoenix.config.compile.otelcol.ListeningKeys.Listener;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Ports that cannot be had twice. In the baseline every listener of the user's stays, and own telemetry gives way where it
 * is in the way of one. The candidate runs beside the baseline: everything of it that listens goes to a free port of the
 * loopback interface.
 */
final class ListenerStep {
    static final int OWN_TELEMETRY_PORT = 8888;
    static final String[] READERS = {"service", "telemetry", "metrics", "readers"};
    private static final String LOOPBACK = "127.0.0.1";

    private final Draft draft;
    private final Set<Integer> named = new TreeSet<>();

    private ListenerStep(Draft draft) {
        this.draft = draft;
    }

    static void apply(Draft draft) {
        ListenerStep step = new ListenerStep(draft);
        step.forEachListener((kind, id, listener) -> listener.port().ifPresent(port -> {
            step.named.add(port);
            draft.ports.take(port);
        }));
        if (draft.isCandidate()) {
            step.forEachListener(step::rebind);
            step.reportDoubtful();
        }
        draft.settings.listen().port().ifPresent(step.named::add);
        step.ownTelemetry();
    }

    private interface Visitor {
        void visit(ComponentKind kind, ComponentId id, Listener listener);
    }

    private void forEachListener(Visitor visitor) {
        for (ComponentKind kind : ComponentKind.values()) {
            for (Map.Entry<ComponentId, YamlNode> component :
                    draft.input.of(kind).entrySet()) {
                if (draft.input.uses(kind, component.getKey())) {
                    ListeningKeys.of(kind, component.getKey().type(), component.getValue())
                            .forEach(l -> visitor.visit(kind, component.getKey(), l));
                }
            }
        }
    }

    private void rebind(ComponentKind kind, ComponentId id, Listener listener) {
        List<String> path = new ArrayList<>(List.of(kind.section(), id.toString()));
        path.addAll(listener.path());
        String where = String.join("::", path);
        int port = draft.ports.choose(LOOPBACK, where, false);
        String address = LOOPBACK + ":" + port;
        List<String> transport = new ArrayList<>(path.subList(0, path.size() - 1));
        transport.add("transport");
        if (draft.root().at(transport.toArray(String[]::new)).orElse(null) instanceof YamlScalar s
                && s.text().startsWith("unix")) {
            draft.set(Draft.text("tcp"), transport.toArray(String[]::new));
        }
        draft.set(listener.host().isPresent() ? Draft.plain(port) : Draft.text(address), path.toArray(String[]::new));
        listener.host().ifPresent(host -> {
            List<String> full = new ArrayList<>(List.of(kind.section(), id.toString()));
            full.addAll(host);
            draft.set(Draft.text(LOOPBACK), full.toArray(String[]::new));
        });
        String other = listener.address().map(a -> "has " + a).orElse("has the default address");
        draft.changed(
                Change.Kind.REBOUND,
                where,
                "the baseline " + other + "; here it listens on " + address
                        + (kind == ComponentKind.RECEIVER
                                ? ", and nobody sends there until a sender, or a tee before both, is told to"
                                : ""));
    }

    /** Of a component that the Collector's distributions do not have, an address says nothing of whose it is. */
    private void reportDoubtful() {
        ComponentList contrib = ShippedLists.contrib();
        for (ComponentKind kind : List.of(ComponentKind.RECEIVER, ComponentKind.EXTENSION)) {
            for (Map.Entry<ComponentId, YamlNode> component :
                    draft.input.of(kind).entrySet()) {
                String type = component.getKey().type();
                if (!draft.input.uses(kind, component.getKey()) || contrib.has(kind, type)) {
                    continue;
                }
                for (Listener listener : ListeningKeys.doubtful(kind, type, component.getValue())) {
                    YamlNode node = component
                            .getValue()
                            .at(listener.path().toArray(String[]::new))
                            .orElse(component.getValue());
                    draft.diagnostics.add(
                            DiagnosticCode.MAY_LISTEN,
                            node.span(),
                            kind + " " + component.getKey() + " is not known here: if it listens on "
                                    + String.join("::", listener.path())
                                    + ", the candidate cannot start beside the baseline",
                            "if it does, give the candidate another one with --set");
                }
            }
        }
    }

    private void ownTelemetry() {
        YamlNode level =
                draft.root().at("service", "telemetry", "metrics", "level").orElse(null);
        if (level instanceof YamlScalar s && s.text().equalsIgnoreCase("none")) {
            return;
        }
        if (!(draft.root().at(READERS).orElse(null) instanceof YamlSequence readers)) {
            if (draft.isCandidate() || named.contains(OWN_TELEMETRY_PORT)) {
                int port = moved(OWN_TELEMETRY_PORT, 0);
                // As the Collector's default reader, with another port.
                YamlMapping prometheus = Draft.map(
                        "host", "localhost",
                        "port", Draft.plain(port),
                        "without_scope_info", Draft.plain(true),
                        "without_type_suffix", Draft.plain(true),
                        "without_units", Draft.plain(true));
                YamlNode reader = Draft.map("pull", Draft.map("exporter", Draft.map("prometheus", prometheus)));
                draft.set(new YamlSequence(Draft.ADDED, List.of(reader), prometheus.origin()), READERS);
            }
            return;
        }
        List<YamlNode> items = new ArrayList<>();
        boolean changed = false;
        for (YamlNode reader : readers.items()) {
            Optional<Integer> port = port(reader);
            boolean moves = port.isPresent() && (draft.isCandidate() || named.contains(port.get()));
            items.add(moves ? onPort(reader, moved(port.get(), items.size())) : reader);
            changed |= moves;
        }
        if (changed) {
            draft.set(new YamlSequence(readers.span(), items, phoenix.config.yaml.Origin.LITERAL), READERS);
        }
    }

    private int moved(int from, int index) {
        int port = draft.ports.choose("localhost", "own telemetry " + index, false);
        draft.changed(
                Change.Kind.MOVED,
                String.join("::", READERS),
                "own telemetry leaves port " + from + " for " + port + ": "
                        + (draft.isCandidate()
                                ? "the baseline's own telemetry has it"
                                : "something else of this configuration listens there"));
        return port;
    }

    static Optional<Integer> port(YamlNode reader) {
        return reader.at("pull", "exporter", "prometheus", "port")
                .flatMap(n -> n instanceof YamlScalar s && s.value() instanceof Long port
                        ? Optional.of(port.intValue())
                        : Optional.empty());
    }

    private static YamlNode onPort(YamlNode reader, int port) {
        YamlMapping pull = (YamlMapping) reader.get("pull").orElseThrow();
        YamlMapping exporter = (YamlMapping) pull.get("exporter").orElseThrow();
        YamlMapping prometheus = (YamlMapping) exporter.get("prometheus").orElseThrow();
        return ((YamlMapping) reader)
                .with(
                        "pull",
                        pull.with("exporter", exporter.with("prometheus", prometheus.with("port", Draft.plain(port)))));
    }
}
