package phoenix.config.collector;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What flows through a pipeline. */
public enum Signal {
    METRICS,
    TRACES,
    LOGS,
    PROFILES;

    public static Optional<Signal> of(String name) {
        return Stream.of(values()).filter(s -> s.toString().equals(name)).findFirst();
    }

    /** As in a configuration: {@code metrics}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
