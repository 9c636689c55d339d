package phoenix.app.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import phoenix.config.diagnostic.SourceSpan;

/** Places in files as SARIF 2.1.0 names them. */
public final class SarifLocation {
    private SarifLocation() {}

    /** One of {@code locations}. */
    public static Map<String, Object> physical(SourceSpan span) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("artifactLocation", Map.of("uri", uri(span.file())));
        location.put("region", region(span));
        return Map.of("physicalLocation", location);
    }

    static Map<String, Object> region(SourceSpan span) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", span.line());
        region.put("startColumn", span.column());
        region.put("endLine", span.endLine());
        region.put("endColumn", span.endColumn());
        return region;
    }

    /** As written, so that a scanner finds it below the folder it was started in. */
    static String uri(String file) {
        try {
            return new URI(file.startsWith("/") ? "file" : null, null, file, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file, e);
        }
    }
}
