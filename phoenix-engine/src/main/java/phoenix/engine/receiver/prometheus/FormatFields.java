package phoenix.engine.receiver.prometheus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Formats;

/** The fields about formats that may stand in the global section and in each entry. */
record FormatFields(
        Optional<Boolean> nativeHistograms, Optional<Boolean> alwaysClassic, Optional<List<ScrapeProtocol>> protocols) {
    private static final String NO_CUSTOM = "classic histograms stay what they are, which OTLP shows alike";
    private static final double FINEST_FACTOR = 1.00271;
    private static final Field<Optional<Boolean>> NATIVE = Field.optional(
            FieldType.bool(), "scrape_native_histograms", "Asks for protobuf first, and reads its native histograms");
    private static final Field<Optional<Boolean>> ALWAYS_CLASSIC = Field.optional(
            FieldType.bool(), "always_scrape_classic_histograms", "Reads the classic form beside a native one too");
    private static final Field<Optional<List<ScrapeProtocol>>> PROTOCOLS = Field.optional(
            FieldType.listOf(FieldType.choice(names())), "scrape_protocols", "The formats to ask for, the best first");

    /** Inline, for both places. */
    static final Field<FormatFields> ALL = Field.inline(ConfigSpec.of(
                    v -> new FormatFields(v.get(NATIVE), v.get(ALWAYS_CLASSIC), v.get(PROTOCOLS)),
                    NATIVE,
                    ALWAYS_CLASSIC,
                    PROTOCOLS,
                    Field.unsupported("convert_classic_histograms_to_nhcb", NO_CUSTOM))
            .check((fields, context) -> fields.protocols.ifPresent(protocols -> {
                if (protocols.isEmpty() || protocols.stream().distinct().count() < protocols.size()) {
                    context.error(PROTOCOLS, "must name each format once, and at least one");
                }
            })));

    private static Map<String, ScrapeProtocol> names() {
        return ScrapeProtocol.BY_NAME;
    }

    /** What holds in an entry of these fields, where the global section has those. */
    Formats resolve(FormatFields global, ScrapeProtocol fallback, int bucketsMax, int schemaMax) {
        boolean isNative = nativeHistograms.or(global::nativeHistograms).orElse(false);
        boolean keepsClassic = alwaysClassic.or(global::alwaysClassic).orElse(false);
        return new Formats(
                protocols
                        .or(global::protocols)
                        .orElse(isNative ? ScrapeProtocol.DEFAULTS_NATIVE : ScrapeProtocol.DEFAULTS),
                fallback,
                new ProtoPage.Histograms(!isNative, keepsClassic),
                bucketsMax,
                schemaMax);
    }

    /** The highest resolution at which each bucket is at least so many times the one below; as in Prometheus. */
    static int schemaMax(double bucketFactorMin) {
        double factor = bucketFactorMin <= 1 ? FINEST_FACTOR : bucketFactorMin;
        double schema = Math.floor(-log2(log2(factor)));
        return (int) Math.clamp(schema, NativeHistogram.SCHEMA_MIN, NativeHistogram.SCHEMA_MAX);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
