package phoenix.engine.receiver.hostmetrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** The recorders of one scraper: what it records becomes a resource with one scope, metrics in the order of names. */
final class ScraperOutput {
    /** The version that the Collector writes into the scopes of the scrapers which this package follows. */
    static final String COLLECTOR_VERSION = "0.159.0";

    static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.9.0";

    private static final String SCOPE_PREFIX = "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/"
            + "hostmetricsreceiver/internal/scraper/";

    private static final Resource HOST = new Resource(Resource.EMPTY.attributes(), 0, SCHEMA_URL);

    private final Scope scope;
    private final List<MetricRecorder> recorders;

    ScraperOutput(ScraperType type, Map<String, MetricSettings> settings) {
        scope = Scope.of(SCOPE_PREFIX + type.key() + "scraper", COLLECTOR_VERSION);
        recorders = type.metrics().stream()
                .map(spec -> settings.getOrDefault(spec.name(), MetricSettings.DEFAULT)
                        .applyTo(spec))
                .sorted(Comparator.comparing(MetricSpec::name))
                .map(MetricRecorder::new)
                .toList();
    }

    MetricRecorder metric(String name) {
        for (MetricRecorder recorder : recorders) {
            if (recorder.spec().name().equals(name)) {
                return recorder;
            }
        }
        throw new IllegalArgumentException("no such metric: " + name);
    }

    /** Writes what was recorded about the host itself. */
    void emit(BatchBuilder out, long startTimeUnixNano) {
        emit(out, HOST, startTimeUnixNano);
    }

    /** Writes what was recorded and forgets it. Nothing is written when nothing was recorded. */
    void emit(BatchBuilder out, Resource resource, long startTimeUnixNano) {
        boolean isFirst = true;
        for (int i = 0; i < recorders.size(); i++) {
            MetricRecorder recorder = recorders.get(i);
            if (isFirst && recorder.size() > 0) {
                isFirst = false;
                out.resource(resource).scope(scope);
            }
            recorder.emit(out, startTimeUnixNano);
        }
    }

    void discard() {
        recorders.forEach(MetricRecorder::discard);
    }
}
