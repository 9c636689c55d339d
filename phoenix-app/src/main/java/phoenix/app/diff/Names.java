package phoenix.app.diff;

import java.util.Optional;
import phoenix.config.lint.HostMetrics;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Temporality;
import phoenix.metrics.prometheus.NameTranslator;
import phoenix.metrics.prometheus.TranslationStrategy;

/** What changes of name and unit mean for the names in Prometheus: exact where the metric is known. */
final class Names {
    private Names() {}

    /** @param kind G for a gauge, C for a monotonic sum, U for one that may fall */
    static String prometheus(String name, String unit, char kind) {
        MetricInfo info = kind == 'G'
                ? MetricInfo.gauge(name, "", unit)
                : MetricInfo.sum(name, "", unit, Temporality.CUMULATIVE, kind == 'C');
        return new NameTranslator(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, "")
                .metricName(info)
                .orElse("no name");
    }

    static Meaning[] renamed(Optional<String> from, String to) {
        return new Meaning[] {
            prometheusName(from, to),
            Meaning.newRelic("queries and alerts on " + from.orElse("the old names") + " find nothing")
        };
    }

    static Meaning[] renamedBack(Optional<String> from, String to) {
        return new Meaning[] {
            Meaning.data("queries and alerts on " + to + " find nothing; on " + from.orElse("the old names")
                    + " they do again")
        };
    }

    private static Meaning prometheusName(Optional<String> from, String to) {
        return Meaning.prometheus(from.flatMap(HostMetrics::find)
                .map(m -> prometheus(m.name(), m.unit(), m.kind()) + " becomes " + prometheus(to, m.unit(), m.kind()))
                .orElse("the series have another name"));
    }

    static Meaning[] unit(Optional<String> metric, String unit) {
        Optional<Meaning> exact = metric.flatMap(HostMetrics::find).map(m -> {
            String before = prometheus(m.name(), m.unit(), m.kind());
            String after = prometheus(m.name(), unit, m.kind());
            return Meaning.prometheus(before.equals(after) ? before + " keeps its name" : before + " becomes " + after);
        });
        return new Meaning[] {
            exact.orElse(Meaning.prometheus(
                    "the unit is part of the name: a suffix such as _bytes or _ratio comes or goes")),
            Meaning.newRelic("the attribute unit changes with it")
        };
    }
}
