package phoenix.engine.processor.resourcedetection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import phoenix.metrics.Attributes;

/** Detector {@code env}: the attributes in the environment variable {@code OTEL_RESOURCE_ATTRIBUTES}. */
final class EnvDetector {
    static final String VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

    private EnvDetector() {}

    /**
     * Reads {@code key=value,key=value}; values are URL-encoded.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    static Attributes detect(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        Attributes.Builder attributes = Attributes.builder();
        if (text.isEmpty()) {
            return attributes.build();
        }
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (key.isEmpty()) {
                throw new IllegalArgumentException(
                        VARIABLE + " must be key=value pairs with commas between them; got \"" + pair.strip() + "\"");
            }
            attributes.put(key, unescape(pair.substring(equals + 1).strip()));
        }
        return attributes.build();
    }

    private static String unescape(String value) {
        // URLDecoder also turns + into a space, which Go's PathUnescape style decoding of this variable does not.
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
