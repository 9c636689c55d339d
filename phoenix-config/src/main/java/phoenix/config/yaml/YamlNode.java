package phoenix.config.yaml;

import java.util.Optional;
import phoenix.config.diagnostic.SourceSpan;

/** One value of a configuration, with the place where the user wrote it. Immutable. */
public sealed interface YamlNode permits YamlScalar, YamlMapping, YamlSequence {
    SourceSpan span();

    Origin origin();

    YamlNode withOrigin(Origin origin);

    /** What it is, in the words of an error message: {@code a string}, {@code a list}. */
    String describe();

    default boolean isNull() {
        return this instanceof YamlScalar s && s.type() == YamlScalar.Type.NULL;
    }

    /** The value under this key, when this is a mapping that has it. */
    default Optional<YamlNode> get(String key) {
        return this instanceof YamlMapping m ? m.entry(key).map(YamlMapping.Entry::value) : Optional.empty();
    }

    /** The value at this path of keys. */
    default Optional<YamlNode> at(String... path) {
        Optional<YamlNode> node = Optional.of(this);
        for (String key : path) {
            node = node.flatMap(n -> n.get(key));
        }
        return node;
    }
}
