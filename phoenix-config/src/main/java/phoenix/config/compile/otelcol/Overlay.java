package phoenix.config.compile.otelcol;

import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * What a file has to say so that, merged after the user's, it gives the compiled configuration: maps merge, lists and
 * values replace, and nothing is ever taken away.
 */
final class Overlay {
    private Overlay() {}

    static YamlMapping between(YamlMapping user, YamlMapping compiled) {
        YamlMapping overlay = YamlMapping.empty(Draft.ADDED);
        for (YamlMapping.Entry entry : compiled.entries()) {
            YamlNode before = user.get(entry.name()).orElse(null);
            YamlNode after = entry.value();
            if (before == after) {
                continue;
            }
            // A reference is no map yet when files are merged: what it stands for has to be said as a whole.
            boolean merges = before instanceof YamlMapping map
                    && map.origin().writtenText().isEmpty()
                    && after instanceof YamlMapping;
            YamlNode said =
                    merges && before instanceof YamlMapping a && after instanceof YamlMapping b ? between(a, b) : after;
            overlay = overlay.with(entry.name(), said);
        }
        return overlay;
    }
}
