package phoenix.config.spec;

import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** A value together with the node it was read from, for errors that are found later or inside it. */
public record Located<T>(T value, YamlNode node) {

    public SourceSpan span() {
        return node.span();
    }

    /**
     * Where the characters [from, to) of a string value stand in the user's file: an error in the middle of an OTTL
     * statement gets its own caret. The whole value when the characters came from an expansion.
     */
    public SourceSpan spanAt(int from, int to) {
        return node instanceof YamlScalar scalar ? scalar.spanAt(from, to) : node.span();
    }
}
