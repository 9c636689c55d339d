package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.processor.filter.FilterProcessor;
import phoenix.engine.processor.transform.TransformProcessor;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;

/**
 * Every {@code NAME.yaml} of the golden folder holds processors; what they make of {@code NAME.json}, or of
 * {@code input.json} where there is none, must be what the real Collector (0.159) made of it, recorded in {@code NAME.txt}. With the environment variable PHOENIX_OTELCOL set to
 * a Collector, the live test compares with that one, and {@code -Dphoenix.golden=write} records anew.
 */
class ProcessorGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/phoenix/engine/processor");
    private static final Pattern LONG_FRACTION = Pattern.compile("\\d+\\.\\d{11,}");

    private static final TimeZone LOCAL = TimeZone.getDefault();

    /** A time that is read without a zone is of the local one. */
    @BeforeAll
    static void isInUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void isBack() {
        TimeZone.setDefault(LOCAL);
    }

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsRecorded(String name) throws IOException {
        assertThat(comparable(name, phoenix(name)))
                .isEqualTo(comparable(name, Files.readString(FOLDER.resolve(name + ".txt"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsTheCollector(String name) throws IOException, InterruptedException {
        Path binary = Peer.OTELCOL.require();
        String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
        List<String> ids = new ArrayList<>();
        parse(yaml).entries().forEach(entry -> ids.add(entry.name()));
        String collected = BatchText.of(OtlpJson.read(new Otelcol(binary).run(yaml, ids, input(name))));
        if (Golden.isWriting()) {
            Files.writeString(FOLDER.resolve(name + ".txt"), collected);
        }
        assertThat(comparable(name, phoenix(name))).isEqualTo(comparable(name, collected));
    }

    /** Percentiles without their last digits: Go's powers and logarithms are not those of Java. */
    private static String comparable(String name, String text) {
        return name.equals("percentiles")
                ? LONG_FRACTION.matcher(text).replaceAll(match -> {
                    BigDecimal number = new BigDecimal(match.group());
                    return number.round(new MathContext(13))
                            .stripTrailingZeros()
                            .toPlainString();
                })
                : text;
    }

    private static String input(String name) throws IOException {
        Path own = FOLDER.resolve(name + ".json");
        return Files.readString(Files.exists(own) ? own : FOLDER.resolve("input.json"));
    }

    private static String phoenix(String name) throws IOException {
        // The Collector's configuration takes "$$" for a dollar.
        String yaml = Files.readString(FOLDER.resolve(name + ".yaml")).replace("$$", "$");
        List<MetricBatch> out = new ArrayList<>();
        MetricConsumer consumer = batch -> {
            out.add(batch);
            return Outcome.ACCEPTED;
        };
        List<YamlMapping.Entry> entries = parse(yaml).entries();
        for (YamlMapping.Entry entry : entries.reversed()) {
            consumer = processor(entry.name(), entry.value(), consumer);
        }
        assertThat(consumer.consume(OtlpJson.read(input(name)))).isEqualTo(Outcome.ACCEPTED);
        return out.isEmpty() ? "" : BatchText.of(out.getFirst());
    }

    private static Processor processor(String id, YamlNode config, MetricConsumer next) {
        return id.startsWith("filter")
                ? create(FilterProcessor.TYPE, id, config, next)
                : create(TransformProcessor.TYPE, id, config, next);
    }

    private static <C> Processor create(ProcessorType<C> type, String id, YamlNode node, MetricConsumer next) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<C> config = type.spec().config().decode(node, id, diagnostics);
        assertThat(diagnostics.errors()).isEmpty();
        try {
            return type.factory().create(config.orElseThrow(), next, TestContext.of(id));
        } catch (phoenix.engine.component.StartException e) {
            throw new AssertionError(e);
        }
    }

    private static YamlMapping parse(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        YamlNode node = new YamlReader(diagnostics).read("case.yaml", yaml).orElseThrow();
        assertThat(diagnostics.errors()).isEmpty();
        return (YamlMapping) node;
    }
}
