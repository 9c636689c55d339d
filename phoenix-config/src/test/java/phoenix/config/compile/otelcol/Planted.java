package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.Signal;
import phoenix.config.compile.CompiledFor;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Faults that a compiler could have; each gives a spoilt configuration where it can be had. */
enum Planted {
    EXPORTER_DROPPED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(Signal.METRICS)
                    .filter(p -> !c.was(p).exporters().isEmpty()
                            && c.was(p).exporters().stream().anyMatch(p.exporters()::contains))
                    .map(p -> c.exporters(
                            p,
                            p.exporters().stream()
                                    .filter(id -> !id.equals(c.was(p).exporters().stream()
                                            .filter(p.exporters()::contains)
                                            .findFirst()
                                            .orElseThrow()))
                                    .toList()));
        }
    },
    MARKED_EXPORTER_DROPPED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-production")
                    .filter(p -> p.exporters().size() > 1)
                    .map(p -> c.exporters(
                            p, p.exporters().subList(1, p.exporters().size())));
        }
    },
    PROCESSOR_INSERTED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(Signal.METRICS)
                    .map(p -> c.with(p, "processors", "vendor/planted", p.processors()))
                    .map(root -> set(root, Draft.none(), "processors", "vendor/planted"));
        }
    },
    PROCESSOR_LOST {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(null)
                    .filter(p -> !p.processors().isEmpty())
                    .map(p -> set(
                            c.root(),
                            Draft.list(p.processors().subList(1, p.processors().size())),
                            "service",
                            "pipelines",
                            p.id().toString(),
                            "processors"));
        }
    },
    PROCESSORS_SWAPPED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(Signal.METRICS)
                    .filter(p -> p.processors().size() > 1)
                    .map(p -> set(
                            c.root(),
                            Draft.list(p.processors().reversed()),
                            "service",
                            "pipelines",
                            p.id().toString(),
                            "processors"));
        }
    },
    PIPELINE_LOST {
        @Override
        Optional<YamlMapping> in(Case c) {
            YamlMapping pipelines =
                    (YamlMapping) c.root().at("service", "pipelines").orElseThrow();
            return c.user(null).map(p -> set(c.root(), pipelines.without(p.id().toString()), "service", "pipelines"));
        }
    },
    PIPELINE_ADDED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(Signal.METRICS)
                    .map(p -> set(
                            c.root(),
                            Draft.map(
                                    "receivers", Draft.list(p.receivers()),
                                    "exporters", Draft.list(c.was(p).exporters())),
                            "service",
                            "pipelines",
                            "metrics/planted"));
        }
    },
    RECEIVER_ADDED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(null)
                    .map(p -> c.with(p, "receivers", "vendor/planted", p.receivers()))
                    .map(root -> set(root, Draft.none(), "receivers", "vendor/planted"));
        }
    },
    RECEIVER_CHANGED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.user(null)
                    .map(p -> p.receivers().getFirst())
                    .filter(id -> !c.after().isConnector(id))
                    .map(id -> set(c.root(), Draft.text("1s"), "receivers", id.toString(), "planted"));
        }
    },
    EXPORTER_CHANGED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.before().of(ComponentKind.EXPORTER).keySet().stream()
                    .findFirst()
                    .map(id -> set(c.root(), Draft.text("1s"), "exporters", id.toString(), "timeout"));
        }
    },
    ENDPOINT_CHANGED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.before().of(ComponentKind.EXPORTER).keySet().stream()
                    .filter(Exporters::speaksOtlp)
                    .findFirst()
                    .map(id -> set(c.root(), Draft.text("elsewhere:4317"), "exporters", id.toString(), "endpoint"));
        }
    },
    MARK_ON_THE_BASELINE {
        @Override
        Optional<YamlMapping> in(Case c) {
            if (c.settings().variant() != CompiledFor.BASELINE) {
                return Optional.empty();
            }
            return c.user(Signal.METRICS)
                    .filter(p -> !Exporters.production(c.before(), c.was(p)).isEmpty())
                    .map(p -> {
                        YamlMapping root =
                                set(c.root(), MarkStep.settings(c.settings()), "processors", "resource/planted");
                        root = set(root, Draft.none(), "connectors", "forward/planted");
                        root = set(
                                root,
                                Draft.map(
                                        "receivers", Draft.list(List.of(ComponentId.parse("forward/planted"))),
                                        "processors", Draft.list(List.of(ComponentId.parse("resource/planted"))),
                                        "exporters", Draft.list(Exporters.production(c.before(), c.was(p)))),
                                "service",
                                "pipelines",
                                "metrics/planted");
                        List<ComponentId> exporters = new ArrayList<>(p.exporters());
                        exporters.removeAll(Exporters.production(c.before(), c.was(p)));
                        exporters.add(ComponentId.parse("forward/planted"));
                        return set(root, Draft.list(exporters), "service", "pipelines", p.id().toString(), "exporters");
                    });
        }
    },
    MARK_LOST {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-production")
                    .map(p -> set(
                            c.root(), Draft.list(List.of()), "service", "pipelines", p.id().toString(), "processors"));
        }
    },
    MARK_IS_MORE_THAN_A_MARK {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-production")
                    .map(p -> p.processors().getFirst())
                    .map(mark -> set(
                            c.root(),
                            ComparisonStep.renames(List.of("host.name"), "attributes")
                                    .get("attributes")
                                    .orElseThrow(),
                            "processors",
                            mark.toString(),
                            "attributes"));
        }
    },
    SENT_UNMARKED_AS_WELL {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-production")
                    .flatMap(branch -> c.after().pipelines().values().stream()
                            .filter(p ->
                                    p.exporters().contains(branch.receivers().getFirst()))
                            .findFirst()
                            .map(p -> c.with(
                                    p,
                                    "exporters",
                                    branch.exporters().getFirst().toString(),
                                    p.exporters())));
        }
    },
    PRODUCTION_BEHIND_THE_COMPARISON {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-comparison")
                    .map(p -> c.with(
                            p,
                            "exporters",
                            c.before()
                                    .of(ComponentKind.EXPORTER)
                                    .keySet()
                                    .iterator()
                                    .next()
                                    .toString(),
                            p.exporters()));
        }
    },
    COMPARISON_CHANGES_MORE_THAN_NAMES {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.added("phoenix-comparison")
                    .map(p -> c.with(p, "processors", "filter/planted", p.processors()))
                    .map(root -> set(root, Draft.none(), "processors", "filter/planted"));
        }
    },
    TRACES_STILL_SENT {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.settings().variant() == CompiledFor.BASELINE
                    ? Optional.empty()
                    : c.user(null)
                            .filter(p -> p.id().signal() != Signal.METRICS)
                            .filter(p -> !p.exporters().equals(c.was(p).exporters()))
                            .map(p -> c.exporters(p, c.was(p).exporters()));
        }
    },
    TRACES_LOST {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.settings().variant() == CompiledFor.CANDIDATE
                    ? Optional.empty()
                    : c.user(null)
                            .filter(p -> p.id().signal() != Signal.METRICS
                                    && p.exporters().size() > 1)
                            .map(p -> c.exporters(
                                    p, p.exporters().subList(1, p.exporters().size())));
        }
    },
    EXTENSION_LOST {
        @Override
        Optional<YamlMapping> in(Case c) {
            return c.before().extensions().isEmpty()
                    ? Optional.empty()
                    : Optional.of(set(c.root(), Draft.list(List.of()), "service", "extensions"));
        }
    },
    TELEMETRY_CHANGED {
        @Override
        Optional<YamlMapping> in(Case c) {
            return Optional.of(set(c.root(), Draft.text("detailed"), "service", "telemetry", "metrics", "level"));
        }
    },
    LISTENER_NOT_REBOUND {
        @Override
        Optional<YamlMapping> in(Case c) {
            boolean listens = c.settings().variant() == CompiledFor.CANDIDATE
                    && c.before().uses(ComponentKind.RECEIVER, ComponentId.parse("zipkin"));
            return listens
                    ? Optional.of(set(c.root(), Draft.text("0.0.0.0:9411"), "receivers", "zipkin", "endpoint"))
                    : Optional.empty();
        }
    },
    QUEUE_SHARED {
        @Override
        Optional<YamlMapping> in(Case c) {
            boolean stored = c.settings().variant() == CompiledFor.CANDIDATE
                    && c.before().extensions().contains(ComponentId.parse("file_storage"));
            return stored
                    ? Optional.of(set(c.root(), Draft.text("/elsewhere"), "extensions", "file_storage", "directory"))
                    : Optional.empty();
        }
    },
    PAGE_SHARED {
        @Override
        Optional<YamlMapping> in(Case c) {
            List<Wiring.Pipeline> branches = c.after().pipelines().values().stream()
                    .filter(p -> p.id().name().startsWith("phoenix-comparison"))
                    .toList();
            return branches.size() < 2
                    ? Optional.empty()
                    : Optional.of(set(
                            c.root(),
                            Draft.list(branches.getFirst().exporters()),
                            "service",
                            "pipelines",
                            branches.getLast().id().toString(),
                            "exporters"));
        }
    };

    /** A configuration and what was made of it. */
    record Case(Wiring before, Wiring after, OtelcolSettings settings) {
        YamlMapping root() {
            return after.root();
        }

        Wiring.Pipeline was(Wiring.Pipeline pipeline) {
            return java.util.Objects.requireNonNull(before.pipelines().get(pipeline.id()));
        }

        /** The user's last exporting pipeline of a signal, as it is now; of any signal for null. */
        Optional<Wiring.Pipeline> user(@org.jspecify.annotations.Nullable Signal signal) {
            return after.pipelines().values().stream()
                    .filter(p -> before.pipelines().containsKey(p.id()))
                    .filter(p -> signal == null || before.exportingPipelines().contains(was(p)))
                    .filter(p -> signal == null || p.id().signal() == signal)
                    .findFirst();
        }

        Optional<Wiring.Pipeline> added(String name) {
            return after.pipelines().values().stream()
                    .filter(p -> !before.pipelines().containsKey(p.id())
                            && p.id().name().startsWith(name))
                    .findFirst();
        }

        YamlMapping exporters(Wiring.Pipeline pipeline, List<ComponentId> ids) {
            return set(
                    root(),
                    Draft.list(ids),
                    "service",
                    "pipelines",
                    pipeline.id().toString(),
                    "exporters");
        }

        YamlMapping with(Wiring.Pipeline pipeline, String list, String id, List<ComponentId> before) {
            List<ComponentId> ids = new ArrayList<>(before);
            ids.add(ComponentId.parse(id));
            return set(
                    root(),
                    Draft.list(ids),
                    "service",
                    "pipelines",
                    pipeline.id().toString(),
                    list);
        }
    }

    abstract Optional<YamlMapping> in(Case c);

    static YamlMapping set(YamlMapping root, YamlNode value, String... path) {
        return (YamlMapping) set(root, value, List.of(path));
    }

    private static YamlNode set(YamlNode node, YamlNode value, List<String> path) {
        if (path.isEmpty()) {
            return value;
        }
        YamlMapping map = node instanceof YamlMapping m ? m : YamlMapping.empty(node.span());
        YamlNode child = map.get(path.getFirst()).orElse(Draft.none());
        return map.with(path.getFirst(), set(child, value, path.subList(1, path.size())));
    }
}
