package phoenix.config.collector;

import java.util.List;
import phoenix.config.spec.Located;

/** Settings of a component that name extensions: each has to be one that {@code service::extensions} starts. */
public interface UsesExtensions {
    List<Located<ComponentId>> extensions();
}
