package phoenix.config.load;

import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Gives content that is in no file the place of the expansion that brought it in. */
final class Relocation {
    private Relocation() {}

    static YamlNode to(SourceSpan site, YamlNode node, Origin origin) {
        return switch (node) {
            case YamlScalar s -> scalar(site, s, origin);
            case YamlSequence list ->
                new YamlSequence(
                        site,
                        list.items().stream().map(i -> to(site, i, origin)).toList(),
                        origin);
            case YamlMapping map ->
                new YamlMapping(
                        site,
                        map.entries().stream()
                                .map(e -> new YamlMapping.Entry(
                                        scalar(site, e.key(), Origin.LITERAL), to(site, e.value(), origin)))
                                .toList(),
                        origin);
        };
    }

    private static YamlScalar scalar(SourceSpan site, YamlScalar s, Origin origin) {
        return new YamlScalar(site, s.text(), s.resolved(), s.form().withoutSource(), origin);
    }
}
