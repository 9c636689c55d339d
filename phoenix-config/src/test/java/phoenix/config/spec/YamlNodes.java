package phoenix.config.spec;

import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

final class YamlNodes {
    private YamlNodes() {}

    static YamlNode nowhere() {
        return YamlScalar.string("", SourceSpan.start("nowhere"));
    }
}
