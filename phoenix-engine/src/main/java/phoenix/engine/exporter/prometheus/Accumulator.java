package phoenix.engine.exporter.prometheus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.prometheus.LabelSet;
import phoenix.metrics.prometheus.NameTranslator;

/**
 * Holds the last value of every series, by the rules of the Collector's {@code lastValueAccumulator}.
 *
 * <p>A point finds its series through its resource, scope, metric and attributes, each a look-up by interned values. A
 * point that comes that way for the first time is identified by its {@link Signature}, which tells whether the series
 * is known by another way. Thread-safe: one lock, held for one batch or a small part of a page.
 */
final class Accumulator {
    private final Labels labels;
    private final Families families;
    private final Problems problems;
    private final int seriesMax;
    private final long expirationMillis;
    private final Map<Signature, Series> series = new HashMap<>();
    private final Map<Target, TargetInfo> targets = new HashMap<>();
    private Map<Attributes, ResourceWay> ways = new HashMap<>();
    private int wayCount;
    private long created;

    /** How a point reaches its series; forgotten as a whole when there are too many. */
    private record ResourceWay(Attributes attributes, Target target, Map<Scope, Map<MetricInfo, Stream>> scopes) {}

    private static final class Stream {
        final MetricInfo metric;
        final Scope scope;
        final ResourceWay resource;
        final Map<Attributes, Series> series = new HashMap<>();

        @Nullable
        Family family;

        Stream(MetricInfo metric, Scope scope, ResourceWay resource) {
            this.metric = metric;
            this.scope = scope;
            this.resource = resource;
        }
    }

    /** What {@code target_info} says of a target, kept as long as the target has a series. */
    static final class TargetInfo {
        final Target target;
        LabelSet labels = LabelSet.EMPTY;
        Attributes attributes = Attributes.EMPTY;
        int series;
        long updatedMillis;

        TargetInfo(Target target) {
            this.target = target;
        }
    }

    Accumulator(PrometheusExporter.Config config, NameTranslator names, Problems problems, int seriesMax) {
        this.labels = new Labels(config, names);
        this.families = new Families(names, problems);
        this.problems = problems;
        this.seriesMax = seriesMax;
        this.expirationMillis = config.serving().metricExpiration().toMillis();
    }

    /** Takes a batch; returns how many points were refused because there are too many series. */
    synchronized long add(MetricBatch batch, long nowMillis) {
        long refused = 0;
        for (int r = 0; r < batch.resourceCount(); r++) {
            ResourceWay way = way(batch.resource(r));
            boolean taken = false;
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                Map<MetricInfo, Stream> streams = way.scopes.computeIfAbsent(batch.scope(s), _ -> new HashMap<>());
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    Stream stream = streams.get(batch.metric(m));
                    if (stream == null) {
                        wayCount++;
                        stream = new Stream(batch.metric(m), batch.scope(s), way);
                        streams.put(stream.metric, stream);
                    }
                    refused += add(batch, m, stream, nowMillis);
                    taken = true;
                }
            }
            if (taken) {
                describe(way);
            }
        }
        return refused;
    }

    private ResourceWay way(Resource resource) {
        if (wayCount > 2 * seriesMax) {
            ways = new HashMap<>();
            wayCount = 0;
        }
        ResourceWay way = ways.get(resource.attributes());
        if (way == null) {
            wayCount++;
            way = new ResourceWay(resource.attributes(), Target.of(resource.attributes()), new HashMap<>());
            ways.put(resource.attributes(), way);
        }
        return way;
    }

    private void describe(ResourceWay way) {
        TargetInfo info = targets.get(way.target);
        if (info != null && info.attributes != way.attributes) {
            info.attributes = way.attributes;
            info.labels = labels.targetInfo(way.attributes, way.target);
        }
    }

    private long add(MetricBatch batch, int m, Stream stream, long nowMillis) {
        MetricInfo metric = stream.metric;
        if (metric.type() == MetricType.NONE || !isSupported(metric)) {
            return 0;
        }
        if (stream.family == null || stream.family.isDropped) {
            stream.family = families.of(metric);
        }
        long refused = 0;
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            Attributes attributes = batch.attributes(p);
            if (batch.hasNoRecordedValue(p)) {
                remove(seriesOf(stream, attributes, false));
                return refused; // the Collector, too, leaves the rest of the metric's points alone
            }
            Series one = seriesOf(stream, attributes, true);
            if (one == null) {
                refused++;
            } else if (PointMerge.apply(one, metric, batch, p, problems)) {
                one.updatedMillis = nowMillis;
                if (one.target != null) {
                    one.target.updatedMillis = nowMillis;
                }
                place(one, stream.family, nowMillis);
            }
        }
        return refused;
    }

    private boolean isSupported(MetricInfo metric) {
        boolean supported = metric.type() != MetricType.SUM
                || metric.temporality() == Temporality.CUMULATIVE
                || (metric.temporality() == Temporality.DELTA && metric.monotonic());
        if (!supported) {
            problems.say(
                    "metric " + metric.name() + " is not exported: a sum must be cumulative, or delta and monotonic");
        }
        return supported;
    }

    /** The series of a point; null when there is none and none may or can be made. */
    private @Nullable Series seriesOf(Stream stream, Attributes attributes, boolean create) {
        Series known = stream.series.get(attributes);
        if (known != null && !known.isRemoved) {
            return known;
        }
        ResourceWay way = stream.resource;
        Attributes effective = labels.effective(attributes, way.attributes);
        Signature signature = Signature.of(stream.metric, stream.scope, effective, way.target);
        Series one = series.get(signature);
        if (one == null) {
            if (!create) {
                return null;
            }
            if (series.size() >= seriesMax) {
                problems.say("there are " + seriesMax + " series, and more are refused: drop labels of many values");
                return null;
            }
            one = newSeries(stream, signature, effective);
            series.put(signature, one);
        }
        stream.series.put(attributes, one);
        wayCount++;
        return one;
    }

    private Series newSeries(Stream stream, Signature signature, Attributes effective) {
        MetricInfo metric = stream.metric;
        Labels.Result result = labels.of(metric.type(), stream.scope, effective, stream.resource.target);
        if (result.labels() == null) {
            problems.say("a series of metric " + metric.name() + " is not shown: " + result.problem());
        }
        Target target = stream.resource.target;
        TargetInfo info = target.isDescribed() ? targets.computeIfAbsent(target, TargetInfo::new) : null;
        if (info != null) {
            info.series++;
        }
        return new Series(signature, info, result.labels(), created++);
    }

    private static void place(Series one, @Nullable Family family, long nowMillis) {
        if (one.labels == null) {
            return;
        }
        if (one.family != family) {
            if (one.family != null) {
                one.family.remove(one);
            }
            if (family != null) {
                family.add(one);
            }
        }
        if (family != null) {
            family.seenMillis = nowMillis;
        }
    }

    private void remove(@Nullable Series one) {
        if (one != null) {
            series.remove(one.signature);
            forget(one);
        }
    }

    private void forget(Series one) {
        one.isRemoved = true;
        if (one.target != null && --one.target.series == 0) {
            targets.remove(one.target.target);
        }
        if (one.family != null) {
            one.family.remove(one);
        }
    }

    /** Whether data came too long ago for the series to be shown. */
    boolean isExpired(Series one, long nowMillis) {
        return one.updatedMillis < nowMillis - expirationMillis;
    }

    /** Forgets what is expired, and the ways to it. */
    synchronized void sweep(long nowMillis) {
        series.values().removeIf(one -> {
            boolean expired = isExpired(one, nowMillis);
            if (expired) {
                forget(one);
            }
            return expired;
        });
        families.forgetUnused(nowMillis - expirationMillis);
        ways = new HashMap<>();
        wayCount = 0;
    }

    synchronized int seriesCount() {
        return series.size();
    }

    synchronized List<Family> families() {
        return families.inOrder();
    }

    /** The labels of {@code target_info} for each target that has a series to show, in the order of the page. */
    synchronized List<LabelSet> targetInfo(long nowMillis) {
        List<LabelSet> result = new ArrayList<>();
        for (TargetInfo info : targets.values()) {
            if (info.updatedMillis >= nowMillis - expirationMillis) {
                result.add(info.labels);
            }
        }
        Collections.sort(result);
        return result;
    }
}
