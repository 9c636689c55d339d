package phoenix.metrics.prometheus;

/** The values of the Collector's {@code translation_strategy}: how an OTLP name becomes a Prometheus name. */
public enum TranslationStrategy {
    /** Unit and type become suffixes, what Prometheus did not allow before 3.0 becomes an underscore. The default. */
    UNDERSCORE_ESCAPING_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true, false),
    UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", false, false),
    /** Names keep their characters; only Prometheus 3 and later can scrape them. */
    NO_UTF8_ESCAPING_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", true, true),
    NO_TRANSLATION("NoTranslation", false, true);

    private final String configName;
    private final boolean suffixes;
    private final boolean utf8;

    TranslationStrategy(String configName, boolean suffixes, boolean utf8) {
        this.configName = configName;
        this.suffixes = suffixes;
        this.utf8 = utf8;
    }

    /** As a configuration writes it. */
    public String configName() {
        return configName;
    }

    boolean addsSuffixes() {
        return suffixes;
    }

    boolean keepsUtf8() {
        return utf8;
    }
}
