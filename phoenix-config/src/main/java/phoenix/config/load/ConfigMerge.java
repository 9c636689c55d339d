package phoenix.config.load;

import java.util.Comparator;
import java.util.List;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * Merges configurations as koanf does for the Collector: maps merge, everything else is replaced, and an explicit null
 * replaces a map.
 */
final class ConfigMerge {
    private static final String DELIMITER = "::";

    private ConfigMerge() {}

    /** The later one wins. Positions stay those of the file each part came from. */
    static YamlMapping merge(YamlMapping earlier, YamlMapping later) {
        YamlMapping result = earlier;
        for (YamlMapping.Entry entry : later.entries()) {
            YamlNode before = result.get(entry.name()).orElse(null);
            YamlNode value = before instanceof YamlMapping a && entry.value() instanceof YamlMapping b
                    ? merge(a, b)
                    : entry.value();
            result = result.with(new YamlMapping.Entry(entry.key(), value));
        }
        return result;
    }

    /** {@code a::b: 1} becomes {@code a: {b: 1}}, at every depth but inside lists. */
    static YamlMapping splitKeys(YamlMapping map) {
        YamlMapping result = YamlMapping.empty(map.span()).withOrigin(map.origin());
        for (YamlMapping.Entry entry : inOrder(map)) {
            YamlNode value = entry.value() instanceof YamlMapping m ? splitKeys(m) : entry.value();
            List<String> keys = List.of(entry.name().split(DELIMITER, -1));
            for (int i = keys.size() - 1; i > 0; i--) {
                YamlScalar key = YamlScalar.string(keys.get(i), entry.key().span());
                value = YamlMapping.empty(entry.key().span()).with(new YamlMapping.Entry(key, value));
            }
            YamlScalar first = keys.size() == 1
                    ? entry.key()
                    : YamlScalar.string(keys.getFirst(), entry.key().span());
            result = merge(result, YamlMapping.empty(map.span()).with(new YamlMapping.Entry(first, value)));
        }
        return result;
    }

    /** Where keys are split the later one in the order of names wins: {@code a::b} over {@code a}. */
    private static List<YamlMapping.Entry> inOrder(YamlMapping map) {
        boolean split = map.keys().stream().anyMatch(key -> key.contains(DELIMITER));
        return split
                ? map.entries().stream()
                        .sorted(Comparator.comparing(YamlMapping.Entry::name))
                        .toList()
                : map.entries();
    }
}
