package phoenix.config.load;

import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlNode;

/**
 * What a URI gave.
 *
 * @param node the content read as YAML; a string where it is no YAML
 * @param text the content, for substitution inside a longer string
 */
record Retrieved(YamlNode node, String text, Origin origin) {}
