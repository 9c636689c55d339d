package phoenix.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict rests on, at one look. The series in it are shared, not copied: they must not be appended to while it is in use; take
 * {@link PairedSeries#copy} to keep one.
 */
public final class Evidence {
    private final Window window;
    private final Map<String, Measure> measures;
    private final List<MetricPairs> fidelity;
    private final @Nullable Coverage coverage;
    private final @Nullable Exports exports;
    private final List<Unfairness> unfairness;

    private Evidence(Builder builder) {
        this.window = builder.window;
        this.measures = Collections.unmodifiableMap(new LinkedHashMap<>(builder.measures));
        this.fidelity = List.copyOf(builder.fidelity);
        this.coverage = builder.coverage;
        this.exports = builder.exports;
        this.unfairness = List.copyOf(builder.unfairness);
    }

    public static Builder over(Window window) {
        return new Builder(window);
    }

    public Window window() {
        return window;
    }

    /** By name, in the order given. */
    public Map<String, Measure> measures() {
        return measures;
    }

    public List<MetricPairs> fidelity() {
        return fidelity;
    }

    /** Null where coverage was not looked at. */
    public @Nullable Coverage coverage() {
        return coverage;
    }

    /** Null where failures were not counted. */
    public @Nullable Exports exports() {
        return exports;
    }

    public List<Unfairness> unfairness() {
        return unfairness;
    }

    /** Collects evidence; what is not given counts as not known, never as fine. */
    public static final class Builder {
        private final Window window;
        private final Map<String, Measure> measures = new LinkedHashMap<>();
        private final List<MetricPairs> fidelity = new ArrayList<>();
        private final List<Unfairness> unfairness = new ArrayList<>();
        private @Nullable Coverage coverage;
        private @Nullable Exports exports;

        private Builder(Window window) {
            this.window = window;
        }

        public Builder measure(String name, Measure measure) {
            measures.put(name, measure);
            return this;
        }

        public Builder fidelity(List<MetricPairs> metrics) {
            fidelity.addAll(metrics);
            return this;
        }

        public Builder coverage(Coverage facts) {
            coverage = facts;
            return this;
        }

        public Builder exports(Exports counts) {
            exports = counts;
            return this;
        }

        public Builder unfair(Unfairness.Kind kind, String reason) {
            unfairness.add(new Unfairness(kind, reason));
            return this;
        }

        public Evidence build() {
            return new Evidence(this);
        }
    }
}
