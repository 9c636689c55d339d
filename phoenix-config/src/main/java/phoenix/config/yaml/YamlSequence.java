package phoenix.config.yaml;

import java.util.List;
import phoenix.config.diagnostic.SourceSpan;

/** A list. */
public record YamlSequence(SourceSpan span, List<YamlNode> items, Origin origin) implements YamlNode {
    public YamlSequence {
        items = List.copyOf(items);
    }

    @Override
    public YamlSequence withOrigin(Origin newOrigin) {
        return new YamlSequence(span, items, newOrigin);
    }

    @Override
    public String describe() {
        return "a list";
    }

    @Override
    public String toString() {
        return "YamlSequence[" + items.size() + "]@" + span;
    }
}
