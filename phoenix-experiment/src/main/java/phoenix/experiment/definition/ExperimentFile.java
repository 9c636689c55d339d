package phoenix.experiment.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import phoenix.analysis.Criterion;
import phoenix.analysis.Percent;
import phoenix.analysis.Rule;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.JsonSchema;
import phoenix.config.spec.Secret;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.experiment.definition.Production.BaselineExport;
import phoenix.experiment.definition.Production.CandidateExport;
import phoenix.experiment.definition.Production.Region;
import phoenix.experiment.definition.Production.Target;
import phoenix.experiment.evidence.CriticalItems;

/** The grammar of the experiment file: {@code apiVersion: phoenix/v1}. */
public final class ExperimentFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final java.util.regex.Pattern SIZE =
            java.util.regex.Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s*([kMGT]i?B|B)");
    private static final java.util.regex.Pattern DAYS = java.util.regex.Pattern.compile("(\\d{1,5})d");

    private static final FieldType<Duration> DURATION = new DurationWithDays();

    private static final String CHOICE =
            "two senders of the same data double sums and cost in one account, so with a real target both"
                + " baseline_export (send | hold) and candidate_export (mirror | shadow | hold) must be written down."
                + " If another collector on this host already sends these metrics, choose hold for the baseline;"
                + " mirror adds the candidate's volume on top, hold adds nothing";
    private static final Field<String> API_VERSION =
            Field.required(FieldType.string(), "apiVersion", "phoenix/v1").must("phoenix/v1"::equals, "be phoenix/v1");
    private static final Field<String> EXPERIMENT_NAME = Field.required(
                    FieldType.string(), "name", "Names the experiment; each run has an id made of it")
            .must(NAME::matches, "be 3 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends");

    private static final Field<VariantSource> BASELINE =
            Field.required(FieldType.nested(VariantSection.SPEC), "baseline", "The configuration in use");
    private static final Field<VariantSource> CANDIDATE =
            Field.required(FieldType.nested(VariantSection.SPEC), "candidate", "The configuration to try");

    private static final Field<Region> REGION = Field.choice("region", Region.US, "us, eu, jp or fedramp");
    private static final Field<Secret> API_KEY =
            Field.required(FieldType.secret(), "api_key", "Ingest licence key, such as ${env:NEW_RELIC_API_KEY}");
    private static final ConfigSpec<Target> NEW_RELIC =
            ConfigSpec.of(v -> new Target.NewRelic(v.get(REGION), v.get(API_KEY)), REGION, API_KEY);
    private static final Field<Target> NEW_RELIC_FIELD =
            Field.required(FieldType.nested(NEW_RELIC), "newrelic", "Region and key");
    private static final Field<Target> TARGET = Field.of(
            FieldType.shorthand(
                    FieldType.string().as("configured, stand-in or newrelic", ExperimentFile::target, Object::toString),
                    Function.identity(),
                    ConfigSpec.of(v -> v.get(NEW_RELIC_FIELD), NEW_RELIC_FIELD)),
            "target",
            new Target.Configured(),
            "configured, stand-in, or newrelic: {region, api_key}");
    private static final Field<Optional<BaselineExport>> BASELINE_EXPORT = Field.optional(
            FieldType.choice(BaselineExport.class),
            "baseline_export",
            "send (Phoenix's baseline is the production collector) or hold (one that runs already goes on sending)");
    private static final Field<Optional<String>> SHADOW_ENDPOINT =
            Field.optional(FieldType.string(), "endpoint", "OTLP endpoint for the candidate");
    private static final Field<Optional<Secret>> SHADOW_KEY =
            Field.optional(FieldType.secret(), "api_key", "Ingest licence key of another account");
    private static final Field<CandidateExport> SHADOW = Field.required(
            FieldType.nested(ConfigSpec.<CandidateExport>of(
                            v -> new CandidateExport.Shadow(v.get(SHADOW_ENDPOINT), v.get(SHADOW_KEY)),
                            SHADOW_ENDPOINT,
                            SHADOW_KEY)
                    .check((export, context) -> {
                        if (!context.isSet(SHADOW_ENDPOINT) && !context.isSet(SHADOW_KEY)) {
                            context.error("shadow needs an endpoint or an api_key of its own, else it is mirror");
                        }
                    })),
            "shadow",
            "Where the candidate sends instead");
    private static final Field<Optional<CandidateExport>> CANDIDATE_EXPORT = Field.optional(
            FieldType.shorthand(
                    FieldType.string().as("mirror, hold or shadow", ExperimentFile::candidateExport, Object::toString),
                    Function.identity(),
                    ConfigSpec.of(v -> v.get(SHADOW), SHADOW)),
            "candidate_export",
            "mirror (sent, marked with phoenix.experiment and phoenix.variant), shadow: {endpoint, api_key} (sent"
                    + " elsewhere) or hold (checked, counted, not sent)");
    private static final ConfigSpec<Production> PRODUCTION_SPEC = ConfigSpec.of(
                    v -> production(v.get(TARGET), v.get(BASELINE_EXPORT), v.get(CANDIDATE_EXPORT)),
                    TARGET,
                    BASELINE_EXPORT,
                    CANDIDATE_EXPORT)
            .check((production, context) -> {
                boolean real = !(production.target() instanceof Target.StandIn);
                if (real && !context.isSet(BASELINE_EXPORT)) {
                    context.missing(BASELINE_EXPORT, CHOICE);
                }
                if (real && !context.isSet(CANDIDATE_EXPORT)) {
                    context.missing(CANDIDATE_EXPORT, CHOICE);
                }
            });
    private static final Field<Production> PRODUCTION =
            Field.required(FieldType.nested(PRODUCTION_SPEC), "production", "Where production data go, and who sends");

    private static final Field<String> STORE = Field.string("store", "embedded", "embedded")
            .must("embedded"::equals, "be embedded (a Prometheus as store is not supported yet)");
    private static final Field<Duration> RETENTION =
            Field.of(DURATION, "retention", Duration.ofDays(7), "How long kept samples stay");
    private static final Field<Long> MAX_SIZE = Field.of(
            FieldType.string().as("size such as 10GB", ExperimentFile::bytes, size -> size + "B"),
            "max_size",
            10_000_000_000L,
            "Bytes the samples of one run may take");
    private static final Field<String> LISTEN =
            Field.string("listen", "127.0.0.1", "Address of the Prometheus endpoints of both variants");
    private static final Field<Experiment.Comparison> COMPARISON = Field.nested(
            ConfigSpec.of(
                    v -> new Experiment.Comparison(v.get(RETENTION), v.get(MAX_SIZE), v.get(LISTEN)),
                    STORE,
                    RETENTION,
                    MAX_SIZE,
                    LISTEN),
            "comparison",
            "Where samples are kept and offered");

    private static final Field<String> RUNTIME = Field.string("runtime", "embedded", "embedded")
            .must("embedded"::equals, "be embedded (otelcol as runtime is not supported yet)");
    private static final Field<Duration> RUN_DURATION =
            Field.of(DURATION, "duration", Duration.ofHours(1), "How long to compare");
    private static final Field<Optional<Duration>> WARM_UP = Field.of(
            new AutoOrDuration(), "warmup", Optional.empty(), "auto, or a time at the start that does not count");

    static final Field<YamlNode> CRITERIA = Field.of(
            new CriteriaType(), "criteria", YamlMapping.empty(phoenix.config.diagnostic.SourceSpan.start("")), "");
    private static final Field<List<Pattern>> PROCESSES =
            Field.list(pattern(), "processes", "Names of executables (RE2, whole name)");
    private static final Field<List<Pattern>> METRICS =
            Field.list(pattern(), "metrics", "Metric names (RE2, whole name)");
    private static final Field<CriticalItems> CRITICAL = Field.nested(
            ConfigSpec.of(v -> new CriticalItems(v.get(PROCESSES), v.get(METRICS)), PROCESSES, METRICS),
            "critical",
            "What must be kept");
    static final Field<Double> ERROR_RATE = Field.of(
                    FieldType.string()
                            .as("percentage", text -> Percent.parse(text).ratio(), r -> new Percent(r).toString()),
                    "error_rate",
                    0.05,
                    "Chance of a wrong verdict")
            .must(rate -> rate > 0 && rate <= 0.5, "be above 0% and at most 50%");

    private static final Field<Double> PRICE = Field.required(
                    FieldType.float64(), "price_per_gb", "What 10^9 stored bytes cost in your contract")
            .must(price -> price > 0 && price <= 1e6, "be above 0 and at most 1000000");
    private static final Field<String> CURRENCY = Field.string("currency", "USD", "Its currency, as it is to be shown")
            .must(text -> text.matches("\\p{L}{1,12}|\\p{Sc}"), "be a name such as EUR, or a sign");
    private static final Field<Integer> COLLECTORS = Field.int32(
                    "collectors", 1, "How many collectors run this configuration")
            .must(n -> n >= 1, "be at least 1");
    private static final Field<Optional<Experiment.Cost>> COST = Field.optional(
            ConfigSpec.of(
                    v -> new Experiment.Cost(v.get(PRICE), v.get(CURRENCY), v.get(COLLECTORS)),
                    PRICE,
                    CURRENCY,
                    COLLECTORS),
            "cost",
            "What data cost, to project savings to money per month and over the fleet; decides nothing");

    private record Body(
            String name,
            VariantSource baseline,
            VariantSource candidate,
            Production production,
            Experiment.Comparison comparison,
            Experiment.Timing timing,
            YamlNode criteria,
            CriticalItems critical,
            double errorRate,
            Optional<Experiment.Cost> cost) {}

    private static final ConfigSpec<Body> SPEC = ConfigSpec.of(
            v -> new Body(
                    v.get(EXPERIMENT_NAME),
                    v.get(BASELINE),
                    v.get(CANDIDATE),
                    v.get(PRODUCTION),
                    v.get(COMPARISON),
                    new Experiment.Timing(v.get(RUN_DURATION), v.get(WARM_UP)),
                    v.get(CRITERIA),
                    v.get(CRITICAL),
                    v.get(ERROR_RATE),
                    v.get(COST)),
            API_VERSION,
            EXPERIMENT_NAME,
            BASELINE,
            CANDIDATE,
            PRODUCTION,
            RUNTIME,
            COMPARISON,
            RUN_DURATION,
            WARM_UP,
            CRITERIA,
            CRITICAL,
            Field.unsupported("queries", "dashboards and alert rules are not compared yet"),
            ERROR_RATE,
            COST);

    private ExperimentFile() {}

    /** What an experiment file may hold, as a JSON Schema for editors. */
    public static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Phoenix experiment");
        schema.putAll(SPEC.schema());
        return schema;
    }

    /**
     * Decodes an experiment file whose variables are expanded.
     *
     * @return empty after an error, which is then in {@code diagnostics}
     */
    public static Optional<Experiment> decode(Path file, YamlNode root, Diagnostics diagnostics) {
        Optional<Body> body = SPEC.decode(root, "experiment", diagnostics);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Body b = body.get();
        int errors = diagnostics.errorCount();
        List<Criterion> criteria = CriteriaSection.decode(b.criteria(), diagnostics);
        if (diagnostics.errorCount() > errors) {
            return Optional.empty();
        }
        return Optional.of(new Experiment(
                file,
                b.name(),
                b.baseline(),
                b.candidate(),
                b.production(),
                b.comparison(),
                b.timing(),
                new Experiment.Judging(withSafetyNet(criteria, b.critical()), b.critical(), b.errorRate()),
                b.cost()));
    }

    /** Critical items and export failures are judged whatever else is asked for. */
    private static List<Criterion> withSafetyNet(List<Criterion> chosen, CriticalItems critical) {
        List<Criterion> criteria = new ArrayList<>(chosen.isEmpty() ? Criterion.defaults() : chosen);
        criteria.removeIf(c -> c.measure().equals(Criterion.CRITICAL));
        if (!critical.isEmpty()) {
            criteria.add(new Criterion(Criterion.CRITICAL, new Rule.Kept()));
        }
        if (criteria.stream().noneMatch(c -> c.measure().equals(Criterion.EXPORT_FAILURES))) {
            criteria.add(new Criterion(Criterion.EXPORT_FAILURES, new Rule.IncreaseAtMost(new Percent(0))));
        }
        return List.copyOf(criteria);
    }

    private static Production production(
            Target target, Optional<BaselineExport> baseline, Optional<CandidateExport> candidate) {
        // With the stand-in the defaults are the decision record's wording: everything is exported to both.
        return new Production(
                target, baseline.orElse(BaselineExport.SEND), candidate.orElse(new CandidateExport.Mirror()));
    }

    private static Target target(String word) {
        return switch (word) {
            case "configured" -> new Target.Configured();
            case "stand-in" -> new Target.StandIn();
            case "newrelic" ->
                throw new IllegalArgumentException(
                        "newrelic needs its region and key: newrelic: {region: us, api_key: ...}");
            default -> throw new IllegalArgumentException("must be configured, stand-in, or newrelic: {...}");
        };
    }

    private static CandidateExport candidateExport(String word) {
        return switch (word) {
            case "mirror" -> new CandidateExport.Mirror();
            case "hold" -> new CandidateExport.Hold();
            case "shadow" ->
                throw new IllegalArgumentException(
                        "shadow needs its endpoint or key: shadow: {endpoint: ..., api_key: ...}");
            default -> throw new IllegalArgumentException("must be mirror, hold, or shadow: {...}");
        };
    }

    private static FieldType<Pattern> pattern() {
        return FieldType.string().as("regular expression (RE2)", ExperimentFile::compile, Pattern::pattern);
    }

    private static Pattern compile(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Long bytes(String text) {
        java.util.regex.Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size such as 10GB or 512MiB is needed");
        }
        String unit = matcher.group(2);
        int power = "BkMGT".indexOf(unit.charAt(0));
        long base = unit.contains("i") ? 1024 : 1000;
        long factor = BigDecimal.valueOf(base).pow(power).longValueExact();
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .longValue();
    }

    /** A Go duration, or whole days, which Go does not know. */
    private record DurationWithDays() implements FieldType<Duration> {
        @Override
        public String name() {
            return "duration such as 90s, 1h or 7d";
        }

        @Override
        public Optional<Duration> decode(YamlNode node, phoenix.config.spec.DecodeContext context) {
            if (node instanceof YamlScalar scalar) {
                java.util.regex.Matcher days = DAYS.matcher(scalar.text().strip());
                if (days.matches()) {
                    return Optional.of(Duration.ofDays(Long.parseLong(days.group(1))));
                }
            }
            return FieldType.duration().decode(node, context);
        }

        @Override
        public String format(Duration value) {
            return FieldType.duration().format(value);
        }

        @Override
        public Map<String, Object> schema() {
            return JsonSchema.text();
        }
    }

    private record AutoOrDuration() implements FieldType<Optional<Duration>> {
        @Override
        public String name() {
            return "auto or duration";
        }

        @Override
        public Optional<Optional<Duration>> decode(YamlNode node, phoenix.config.spec.DecodeContext context) {
            if (node instanceof YamlScalar scalar
                    && scalar.text().strip().toLowerCase(Locale.ROOT).equals("auto")) {
                return Optional.of(Optional.empty());
            }
            Optional<Duration> given = DURATION.decode(node, context);
            return given.isEmpty() ? Optional.empty() : Optional.of(given);
        }

        @Override
        public String format(Optional<Duration> value) {
            return value.map(DURATION::format).orElse("auto");
        }

        @Override
        public Map<String, Object> schema() {
            return JsonSchema.text();
        }
    }
}
