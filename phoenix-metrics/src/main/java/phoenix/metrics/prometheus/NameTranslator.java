package phoenix.metrics.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;

/**
 * Gives OTLP metrics and attributes their Prometheus names, as {@code prometheus/otlptranslator} 1.0 does for the
 * Collector. Remembers a bounded number of results. Not thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">OTLP to Prometheus</a>
 */
public final class NameTranslator {
    private static final int REMEMBERED_MAX = 8192;

    private final TranslationStrategy strategy;
    private final String namespace;
    private final Map<MetricKey, Optional<String>> metricNames = bounded();
    private final Map<String, Optional<String>> labelNames = bounded();

    private record MetricKey(String name, String unit, MetricType type, boolean monotonic) {}

    /** @param namespace put before every metric name; empty for none */
    public NameTranslator(TranslationStrategy strategy, String namespace) {
        this.strategy = strategy;
        this.namespace = namespace;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED_MAX;
            }
        };
    }

    /** How many results are remembered. */
    int remembered() {
        return metricNames.size() + labelNames.size();
    }

    private static <K> Optional<String> remembered(
            Map<K, Optional<String>> map, K key, Function<K, Optional<String>> compute) {
        Optional<String> known = map.get(key);
        if (known == null) {
            known = compute.apply(key);
            map.put(key, known);
        }
        return known;
    }

    /** The name of the metric's family; empty when nothing of the name is left. */
    public Optional<String> metricName(MetricInfo metric) {
        boolean counter = metric.type() == MetricType.SUM && metric.monotonic();
        return remembered(
                metricNames, new MetricKey(metric.name(), metric.unit(), metric.type(), counter), this::metricName);
    }

    private Optional<String> metricName(MetricKey metric) {
        if (strategy.keepsUtf8()) {
            return Optional.of(utf8Name(metric)).filter(name -> !name.isEmpty());
        }
        String name = strategy.addsSuffixes() ? fullName(metric) : escapedName(metric.name());
        boolean left = name.equals(metric.name()) ? !name.isEmpty() : !isUnderscores(name);
        return left ? Optional.of(name) : Optional.empty();
    }

    /** The label for an attribute key; empty when nothing of the key is left. */
    public Optional<String> labelName(String key) {
        return remembered(labelNames, key, this::label);
    }

    private Optional<String> label(String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (strategy.keepsUtf8()) {
            return Optional.of(key);
        }
        StringBuilder label = new StringBuilder(key.length() + 4);
        key.codePoints().forEach(c -> label.append(isLetterOrDigit(c) || c == '_' ? (char) c : '_'));
        if (isDigit(label.charAt(0))) {
            label.insert(0, "key_");
        }
        String name = label.toString();
        return isUnderscores(name) ? Optional.empty() : Optional.of(name);
    }

    /** The name of the {@code target_info} metric. */
    public String targetInfoName() {
        return namespace.isEmpty() ? "target_info" : label(namespace).orElse(namespace) + "_target_info";
    }

    /** What Prometheus calls a unit: {@code By/s} is {@code bytes_per_second}; empty when there is no word for it. */
    public String unitName(String unit) {
        UnitSuffix suffix = UnitSuffix.of(unit);
        String main = strategy.keepsUtf8() ? suffix.main() : cleanUnit(suffix.main());
        String per = strategy.keepsUtf8() ? suffix.per() : cleanUnit(suffix.per());
        String both = main + (main.isEmpty() || per.isEmpty() ? "" : "_") + per;
        return trimUnderscore(both.startsWith("_") ? both.substring(1) : both);
    }

    private String escapedName(String name) {
        String escaped = String.join("_", tokens(name, true));
        if (!namespace.isEmpty()) {
            return String.join("_", tokens(namespace, true)) + "_" + escaped;
        }
        return startsWithDigit(escaped) ? "_" + escaped : escaped;
    }

    private String fullName(MetricKey metric) {
        List<String> tokens = tokens(metric.name(), false);
        UnitSuffix unit = UnitSuffix.of(metric.unit());
        addUnit(tokens, cleanUnit(unit.main()), cleanUnit(unit.per()));
        if (metric.monotonic()) {
            tokens.removeIf("total"::equals);
            tokens.add("total");
        }
        if (isRatio(metric)) {
            tokens.removeIf("ratio"::equals);
            tokens.add("ratio");
        }
        if (!namespace.isEmpty()) {
            tokens.addFirst(namespace); // as it is: the Collector does not clean it here
        }
        String name = String.join("_", tokens);
        return startsWithDigit(name) ? "_" + name : name;
    }

    private static boolean isRatio(MetricKey metric) {
        return metric.unit().equals("1") && metric.type() == MetricType.GAUGE;
    }

    private static void addUnit(List<String> tokens, String main, String per) {
        String mainWord = tokens.contains(main) ? "" : main;
        String perWord = per.equals("per_") ? "" : trimUnderscore(per);
        if (tokens.contains(perWord)) {
            perWord = "";
        }
        if (!perWord.isEmpty()) {
            mainWord = trimUnderscore(mainWord);
        }
        if (!mainWord.isEmpty()) {
            tokens.add(mainWord);
        }
        if (!perWord.isEmpty()) {
            tokens.add(perWord);
        }
    }

    private static String trimUnderscore(String word) {
        return word.endsWith("_") ? word.substring(0, word.length() - 1) : word;
    }

    /** Without characters that names may not have, with single underscores, and none at the start. */
    private static String cleanUnit(String unit) {
        StringBuilder clean = new StringBuilder(unit.length());
        unit.codePoints().forEach(c -> {
            char allowed = isLetterOrDigit(c) || c == ':' ? (char) c : '_';
            if (allowed != '_' || clean.isEmpty() || clean.charAt(clean.length() - 1) != '_') {
                clean.append(allowed);
            }
        });
        return clean.toString().startsWith("_") ? clean.substring(1) : clean.toString();
    }

    private static List<String> tokens(String text, boolean keepUnderscores) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLetterOrDigit(c) || c == ':' || (keepUnderscores && c == '_')) {
                token.append(c);
            } else if (!token.isEmpty()) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        }
        if (!token.isEmpty()) {
            tokens.add(token.toString());
        }
        return tokens;
    }

    private String utf8Name(MetricKey metric) {
        String name = namespace.isEmpty() ? metric.name() : namespace + "_" + metric.name();
        if (!strategy.addsSuffixes()) {
            return name;
        }
        String tail = "";
        if (isRatio(metric)) {
            name = withoutSuffix(name, "ratio");
            tail = "_ratio";
        }
        if (metric.monotonic()) {
            name = withoutSuffix(name, "total");
            tail = "_total" + tail;
        }
        UnitSuffix unit = UnitSuffix.of(metric.unit());
        if (!unit.per().isEmpty()) {
            name = withoutSuffix(name, unit.per());
            tail = "_" + unit.per() + tail;
        }
        if (!unit.main().isEmpty() && !name.endsWith(unit.main())) {
            name = name + "_" + unit.main();
        }
        return name + tail;
    }

    /** Takes the suffix away with the one character before it. */
    private static String withoutSuffix(String name, String suffix) {
        return name.endsWith(suffix) && name.length() > suffix.length() + 1
                ? name.substring(0, name.length() - suffix.length() - 1)
                : name;
    }

    private static boolean startsWithDigit(String name) {
        return !name.isEmpty() && isDigit(name.charAt(0));
    }

    private static boolean isUnderscores(String name) {
        return name.chars().allMatch(c -> c == '_');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }
}
