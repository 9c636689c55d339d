package phoenix.engine.processor.metricstransform;

/** What {@code {{version}}} stands for: the version of the Collector that this one does as. */
final class Version {
    private static final String COLLECTOR = "0.159.0";

    private Version() {}

    static String insert(String text) {
        return text.replace("{{version}}", COLLECTOR);
    }
}
