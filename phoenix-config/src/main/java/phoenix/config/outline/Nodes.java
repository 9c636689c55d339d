package phoenix.config.outline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import phoenix.config.spec.GoDuration;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Reads values from a tree without a spec: what does not fit is absent, never an error. */
public final class Nodes {
    private Nodes() {}

    /** The text of a scalar that is not null. */
    public static Optional<String> text(YamlNode node) {
        return node instanceof YamlScalar s && !s.isNull()
                ? Optional.of(s.asString().orElse(s.text()))
                : Optional.empty();
    }

    public static Optional<Boolean> flag(YamlNode node) {
        return node instanceof YamlScalar s && s.value() instanceof Boolean b ? Optional.of(b) : Optional.empty();
    }

    public static Optional<Double> number(YamlNode node) {
        return node instanceof YamlScalar s && s.value() instanceof Number n
                ? Optional.of(n.doubleValue())
                : Optional.empty();
    }

    public static Optional<Duration> duration(YamlNode node) {
        try {
            return text(node).map(GoDuration::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The items of a list; none when it is none. */
    public static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlSequence list ? list.items() : List.of();
    }

    /** The entries of a map; none when it is none. */
    public static List<YamlMapping.Entry> entries(YamlNode node) {
        return node instanceof YamlMapping map ? map.entries() : List.of();
    }

    /** The scalars of a list that are text. */
    public static Stream<YamlScalar> scalars(YamlNode node) {
        return items(node).stream().filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
    }

    /** Every entry of every map below, the outer before the inner. */
    public static void eachEntry(YamlNode node, Consumer<YamlMapping.Entry> visitor) {
        for (YamlMapping.Entry entry : entries(node)) {
            visitor.accept(entry);
            eachEntry(entry.value(), visitor);
        }
        items(node).forEach(item -> eachEntry(item, visitor));
    }

    /** Every scalar below. */
    public static void eachScalar(YamlNode node, Consumer<YamlScalar> visitor) {
        switch (node) {
            case YamlScalar s -> visitor.accept(s);
            case YamlMapping map -> map.entries().forEach(e -> eachScalar(e.value(), visitor));
            case YamlSequence list -> list.items().forEach(i -> eachScalar(i, visitor));
        }
    }
}
