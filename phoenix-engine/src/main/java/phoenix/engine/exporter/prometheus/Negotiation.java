package phoenix.engine.exporter.prometheus;

import java.util.Locale;
import phoenix.metrics.prometheus.Exposition.Format;

/**
 * Which text a scraper gets, by its {@code Accept} and {@code Accept-Encoding} headers; as Prometheus' Go library
 * decides, without its protobuf format.
 *
 * @param utf8Names whether the scraper said {@code escaping=allow-utf-8}
 */
record Negotiation(Format format, boolean utf8Names, boolean gzip) {
    private static final int CHOICES_MAX = 32;

    static Negotiation of(String accept, String acceptEncoding, boolean openMetrics) {
        Format format = Format.TEXT;
        boolean utf8 = false;
        double best = 0;
        for (String choice : accept.split(",", CHOICES_MAX)) {
            String type = mediaType(choice);
            double quality = quality(choice);
            Format candidate = switch (type) {
                case "text/plain" -> Format.TEXT;
                case "application/openmetrics-text" -> openMetrics ? openMetrics(choice) : null;
                default -> null;
            };
            if (candidate != null && quality > best) {
                format = candidate;
                utf8 = parameter(choice, "escaping").equals("allow-utf-8");
                best = quality;
            }
        }
        return new Negotiation(format, utf8, acceptsGzip(acceptEncoding));
    }

    private static Format openMetrics(String choice) {
        return parameter(choice, "version").equals("1.0.0") ? Format.OPENMETRICS_1_0_0 : Format.OPENMETRICS_0_0_1;
    }

    private static boolean acceptsGzip(String acceptEncoding) {
        for (String choice : acceptEncoding.split(",", CHOICES_MAX)) {
            if (mediaType(choice).equals("gzip")) {
                return quality(choice) > 0;
            }
        }
        return false;
    }

    private static String mediaType(String choice) {
        int end = choice.indexOf(';');
        return (end < 0 ? choice : choice.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static double quality(String choice) {
        String q = parameter(choice, "q");
        if (q.isEmpty()) {
            return 1;
        }
        try {
            return Double.parseDouble(q);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String parameter(String choice, String name) {
        for (String part : choice.split(";", CHOICES_MAX)) {
            String parameter = part.strip();
            if (parameter.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return parameter.substring(name.length() + 1).strip();
            }
        }
        return "";
    }
}
