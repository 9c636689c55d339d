package phoenix.config.lint;

import java.util.Set;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/** An extension that a component uses has to be in the list that the service starts. */
final class ExtensionNotStarted implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Set<String> started =
                config.extensions().stream().map(s -> s.component().id()).collect(java.util.stream.Collectors.toSet());
        for (ComponentKind kind : new ComponentKind[] {ComponentKind.RECEIVER, ComponentKind.EXPORTER}) {
            for (ComponentOutline component : config.used(kind)) {
                Nodes.eachEntry(component.settings(), e -> {
                    if (e.name().equals("auth")) {
                        e.value().get("authenticator").ifPresent(a -> check(component, a, started, findings));
                    } else if (e.name().equals("sending_queue")) {
                        e.value().get("storage").ifPresent(s -> check(component, s, started, findings));
                    }
                });
            }
        }
    }

    private static void check(ComponentOutline component, YamlNode reference, Set<String> started, Findings findings) {
        String id = Nodes.text(reference).orElse("");
        if (!id.isEmpty() && !started.contains(id)) {
            findings.add(
                    DiagnosticCode.EXTENSION_NOT_STARTED,
                    reference.span(),
                    component.path() + " uses extension \"" + id + "\", which service::extensions does not start",
                    "add " + id + " to service::extensions, and define it under extensions:");
        }
    }
}
