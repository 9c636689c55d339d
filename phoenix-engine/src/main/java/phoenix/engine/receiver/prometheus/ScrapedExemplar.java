package phoenix.engine.receiver.prometheus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exemplar of a page.
 *
 * @param timeMillis null when the page gives none
 */
record ScrapedExemplar(
        Map<String, String> labels, double value, @Nullable Long timeMillis) {}
