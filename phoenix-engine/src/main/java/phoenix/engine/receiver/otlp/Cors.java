package phoenix.engine.receiver.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import phoenix.engine.net.Header;
import phoenix.engine.net.Http1Request;
import phoenix.engine.receiver.otlp.HttpSettings.CorsSettings;

/** Cross-origin resource sharing as the Collector's server has it: with credentials, for GET, POST and HEAD. */
final class Cors {
    private static final List<String> METHODS = List.of("GET", "POST", "HEAD");
    /** What a page may always send, and what this library of the Collector allows where nothing is configured. */
    private static final List<String> DEFAULT_HEADERS = List.of("accept", "content-type", "x-requested-with");

    private final CorsSettings settings;
    private final boolean allOrigins;
    private final boolean allHeaders;
    private final TreeSet<String> headers = new TreeSet<>();

    Cors(CorsSettings settings) {
        this.settings = settings;
        this.allOrigins = settings.allowedOrigins().contains("*");
        this.allHeaders = settings.allowedHeaders().contains("*");
        List<String> configured = settings.allowedHeaders().isEmpty() ? DEFAULT_HEADERS : settings.allowedHeaders();
        configured.forEach(header -> headers.add(header.toLowerCase(Locale.ROOT)));
    }

    static boolean isPreflight(Http1Request request) {
        return request.method().equals("OPTIONS")
                && !request.header("access-control-request-method").isEmpty();
    }

    HttpAnswer preflight(Http1Request request) {
        HttpAnswer answer = new HttpAnswer(
                "204 No Content",
                List.of(new Header("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")),
                new byte[0]);
        String origin = request.header("origin");
        String method = request.header("access-control-request-method");
        String wanted = request.header("access-control-request-headers");
        if (!isAllowed(origin) || !METHODS.contains(method) || !areAllowed(wanted)) {
            return answer;
        }
        List<Header> allowed = new ArrayList<>();
        allowed.add(new Header("Access-Control-Allow-Origin", allowedOrigin(origin)));
        allowed.add(new Header("Access-Control-Allow-Methods", method));
        if (!wanted.isEmpty()) {
            allowed.add(new Header("Access-Control-Allow-Headers", wanted));
        }
        allowed.add(new Header("Access-Control-Allow-Credentials", "true"));
        if (settings.maxAgeSeconds() > 0) {
            allowed.add(new Header("Access-Control-Max-Age", Integer.toString(settings.maxAgeSeconds())));
        }
        return answer.with(allowed);
    }

    /** For the answers to requests themselves. */
    List<Header> headers(String lowerCaseOrigin, String origin) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Vary", "Origin"));
        if (isAllowed(lowerCaseOrigin)) {
            headers.add(new Header("Access-Control-Allow-Origin", allowedOrigin(origin)));
            headers.add(new Header("Access-Control-Allow-Credentials", "true"));
        }
        return headers;
    }

    private String allowedOrigin(String origin) {
        return allOrigins ? "*" : origin;
    }

    private boolean isAllowed(String origin) {
        return !origin.isEmpty()
                && settings.allowedOrigins().stream()
                        .anyMatch(
                                pattern -> matches(pattern.toLowerCase(Locale.ROOT), origin.toLowerCase(Locale.ROOT)));
    }

    /** The first {@code *} stands for any text. */
    private static boolean matches(String pattern, String origin) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(origin);
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        return origin.length() >= before.length() + after.length()
                && origin.startsWith(before)
                && origin.endsWith(after);
    }

    private boolean areAllowed(String wanted) {
        if (allHeaders || wanted.isEmpty()) {
            return true;
        }
        for (String header : wanted.split(",", -1)) {
            if (!headers.contains(header.strip().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }
}
