package phoenix.config.load;

import java.util.Optional;
import java.util.Set;

/** Configurations that have a name instead of a place: {@code catalog:NAME}. Thread-safe. */
public interface NamedConfigs {
    /** There are none. */
    NamedConfigs NONE = new NamedConfigs() {
        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    /** The YAML text of one. */
    Optional<String> text(String name);

    /** All names, for "did you mean". */
    Set<String> names();
}
