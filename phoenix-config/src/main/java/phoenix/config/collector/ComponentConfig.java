package phoenix.config.collector;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlNode;

/**
 * One component as a configuration defines it.
 *
 * @param spec empty for a type the catalog does not know; such a component stands in no metrics pipeline
 * @param decoded what {@code spec} made of {@code node}; null without a spec, and where a target other than the embedded
 *     engine is asked for something that the engine does not do
 * @param node the settings as written, possibly null YAML
 */
public record ComponentConfig(
        Definition definition,
        Optional<ComponentSpec<?>> spec,
        @Nullable Object decoded,
        YamlNode node) {

    /** What is defined, and where its id stands. */
    public record Definition(ComponentKind kind, ComponentId id, SourceSpan span) {}

    public ComponentKind kind() {
        return definition.kind();
    }

    public ComponentId id() {
        return definition.id();
    }

    /** Where the id stands in the user's file. */
    public SourceSpan span() {
        return definition.span();
    }

    /** The type by its canonical name: {@code host_metrics} for {@code hostmetrics/node}. */
    public String type() {
        return spec.map(ComponentSpec::type).orElse(id().type());
    }

    /**
     * The decoded settings.
     *
     * @param of the spec that decoded them
     * @throws IllegalArgumentException when another spec did
     */
    @SuppressWarnings("unchecked")
    public <C> C settings(ConfigSpec<C> of) {
        if (decoded == null || spec.isEmpty() || spec.get().config() != of) {
            throw new IllegalArgumentException(kind() + " " + id() + " was not decoded with this spec");
        }
        return (C) decoded;
    }

    /** As in a configuration path: {@code processors::batch}. */
    public String path() {
        return kind().section() + "::" + id();
    }

    /** Without the settings, which may hold secrets. */
    @Override
    public String toString() {
        return kind() + " " + id();
    }
}
