package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.CompiledFor;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Compares the settings of one of the user's components before and after. */
final class SettingsCheck {
    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:\\d{4,5}");
    private static final String MASK = "*";

    private final Wiring before;
    private final OtelcolSettings settings;
    private final ComponentKind kind;
    private final ComponentId id;

    SettingsCheck(Wiring before, OtelcolSettings settings, ComponentKind kind, ComponentId id) {
        this.before = before;
        this.settings = settings;
        this.kind = kind;
        this.id = id;
    }

    /** Something that may differ, and what it then has to be. */
    private record Allowed(List<String> path, java.util.function.Predicate<Optional<YamlNode>> then) {}

    /** What is wrong with the settings as they are now. */
    Optional<String> violation(YamlNode was, YamlNode is) {
        YamlNode a = was;
        YamlNode b = is;
        for (Allowed allowed : allowed(was)) {
            String[] path = allowed.path().toArray(String[]::new);
            if (!same(was.at(path), is.at(path)) && !allowed.then().test(is.at(path))) {
                return Optional.of("has another " + String.join("::", path) + " than is allowed");
            }
            a = masked(a, allowed.path());
            b = masked(b, allowed.path());
        }
        if (!same(a, b)) {
            return Optional.of("has other settings");
        }
        return settings.variant() == CompiledFor.CANDIDATE ? collision(is) : Optional.empty();
    }

    private static boolean same(Optional<YamlNode> a, Optional<YamlNode> b) {
        return (a.isEmpty() && b.isEmpty()) || (a.isPresent() && b.isPresent() && same(a.get(), b.get()));
    }

    /** What listens in the candidate listens on the loopback interface, where nothing of the baseline does. */
    private Optional<String> collision(YamlNode is) {
        if (!before.uses(kind, id)) {
            return Optional.empty();
        }
        return ListeningKeys.of(kind, id.type(), is).stream()
                .filter(l ->
                        l.address().filter(a -> LOOPBACK.matcher(a).matches()).isEmpty())
                .findFirst()
                .map(l -> "listens on " + l.address().orElse("its default address") + " beside the baseline");
    }

    private List<Allowed> allowed(YamlNode was) {
        List<Allowed> allowed = new ArrayList<>();
        if (settings.variant() == CompiledFor.CANDIDATE && before.uses(kind, id)) {
            for (ListeningKeys.Listener listener : ListeningKeys.of(kind, id.type(), was)) {
                if (listener.host().isPresent()) {
                    allowed.add(new Allowed(
                            listener.path(),
                            now -> now.orElse(null) instanceof YamlScalar s && s.value() instanceof Long));
                    allowed.add(
                            new Allowed(listener.host().get(), now -> text(now).equals(Optional.of("127.0.0.1"))));
                    continue;
                }
                allowed.add(new Allowed(
                        listener.path(),
                        now -> text(now)
                                .filter(t -> LOOPBACK.matcher(t).matches())
                                .isPresent()));
                List<String> transport = new ArrayList<>(listener.path());
                transport.set(transport.size() - 1, "transport");
                if (was.at(transport.toArray(String[]::new)).isPresent()) {
                    allowed.add(new Allowed(transport, now -> text(now).equals(Optional.of("tcp"))));
                }
            }
            ownName()
                    .ifPresent(key -> allowed.add(new Allowed(
                            List.of(key),
                            now -> text(now)
                                    .filter(t -> t.contains("-phoenix-candidate"))
                                    .isPresent())));
            if (kind == ComponentKind.EXTENSION && id.type().equals("file_storage")) {
                allowed.add(new Allowed(List.of("create_directory"), now -> isTrue(now)));
            }
        }
        if (kind == ComponentKind.EXPORTER
                && settings.production().isPresent()
                && Exporters.speaksOtlp(id)
                && Exporters.production(before).contains(id)) {
            redirected(was, allowed);
        }
        return allowed;
    }

    /** What two processes cannot share, and the setting that names it. */
    private Optional<String> ownName() {
        return switch (kind + "/" + id.type()) {
            case "receiver/kafka" -> Optional.of("group_id");
            case "extension/file_storage" -> Optional.of("directory");
            case "extension/k8s_leader_elector" -> Optional.of("lease_name");
            case "exporter/file" -> Optional.of("path");
            default -> Optional.empty();
        };
    }

    private void redirected(YamlNode was, List<Allowed> allowed) {
        OtelcolSettings.ProductionEndpoint to = settings.production().orElseThrow();
        String url = Exporters.isGrpc(id) ? to.grpc() : to.http();
        allowed.add(new Allowed(
                List.of("endpoint"), now -> text(now).filter(t -> isAt(t, url)).isPresent()));
        for (String key : List.of("metrics_endpoint", "auth", "proxy_url")) {
            if (was.get(key).isPresent()) {
                allowed.add(new Allowed(
                        List.of(key), now -> now.isPresent() && now.get().isNull()));
            }
        }
        if (url.startsWith("http://")) {
            allowed.add(new Allowed(
                    List.of("headers"),
                    now -> now.orElse(null) instanceof YamlMapping headers
                            && headers.entries().stream()
                                    .allMatch(e -> text(Optional.of(e.value())).equals(Optional.of("stand-in")))));
            allowed.add(new Allowed(
                    List.of("tls"),
                    now -> now.orElse(null) instanceof YamlMapping tls
                            && isTrue(tls.get("insecure"))
                            && tls.entries().stream()
                                    .allMatch(e -> e.name().equals("insecure")
                                            || e.value().isNull())));
        }
    }

    private static boolean isAt(String url, String expected) {
        Optional<Authority> a = Authority.of(url);
        Optional<Authority> b = Authority.of(expected);
        return a.isPresent()
                && b.isPresent()
                && a.get().scheme().equals(b.get().scheme())
                && a.get().host().equals(b.get().host());
    }

    private static Optional<String> text(Optional<YamlNode> node) {
        return node.flatMap(n -> n instanceof YamlScalar s ? s.asString() : Optional.empty());
    }

    private static boolean isTrue(Optional<YamlNode> node) {
        return node.orElse(null) instanceof YamlScalar s && Boolean.TRUE.equals(s.value());
    }

    /** With a fixed value at the path, whatever was there. */
    static YamlNode masked(YamlNode node, List<String> path) {
        if (path.isEmpty()) {
            return Draft.text(MASK);
        }
        YamlMapping map = node instanceof YamlMapping m ? m : YamlMapping.empty(node.span());
        YamlNode child = map.get(path.getFirst()).orElse(YamlMapping.empty(node.span()));
        return map.with(path.getFirst(), masked(child, path.subList(1, path.size())));
    }

    /** The same to a collector: types count, but a string field gets the text of a reference. */
    static boolean same(YamlNode a, YamlNode b) {
        return switch (a) {
            case YamlScalar s ->
                b instanceof YamlScalar t
                        && ((s.type() == t.type() && Objects.equals(s.value(), t.value()) && sameText(s, t))
                                || (!s.origin().isLiteral()
                                        && s.asString().isPresent()
                                        && s.asString().equals(t.asString())));
            case YamlSequence list ->
                b instanceof YamlSequence other
                        && list.items().size() == other.items().size()
                        && java.util.stream.IntStream.range(0, list.items().size())
                                .allMatch(i ->
                                        same(list.items().get(i), other.items().get(i)));
            case YamlMapping map ->
                b instanceof YamlMapping other
                        && Set.copyOf(map.keys()).equals(Set.copyOf(other.keys()))
                        && map.entries().stream()
                                .allMatch(
                                        e -> same(e.value(), other.get(e.name()).orElseThrow()));
        };
    }

    private static boolean sameText(YamlScalar s, YamlScalar t) {
        return s.asString().equals(t.asString());
    }
}
