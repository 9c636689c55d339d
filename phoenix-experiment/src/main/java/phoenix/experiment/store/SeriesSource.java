package phoenix.experiment.store;

/**
 * Where a series comes from: resource and instrumentation scope. Many series share one source.
 *
 * @param resource resource attributes
 * @param scopeName empty where there is none
 * @param scopeVersion empty where there is none
 * @param scopeAttributes scope attributes
 */
public record SeriesSource(Labels resource, String scopeName, String scopeVersion, Labels scopeAttributes) {
    public static final SeriesSource NONE = new SeriesSource(Labels.NONE, "", "", Labels.NONE);

    public static SeriesSource ofResource(Labels resource) {
        return new SeriesSource(resource, "", "", Labels.NONE);
    }
}
