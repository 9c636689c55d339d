package phoenix.config.yaml;

/**
 * What a YAML input may cost. The defaults leave room for the largest configurations seen in the field (below 1 MB,
 * about 12 levels) and still answer a hostile file within a second.
 *
 * @param bytesMax size of one input
 * @param depthMax nesting of maps and lists, aliases followed
 * @param nodesMax nodes of one input, every use of an alias counted in full
 */
public record YamlLimits(int bytesMax, int depthMax, int nodesMax) {
    public static final YamlLimits DEFAULT = new YamlLimits(8 << 20, 100, 500_000);
}
