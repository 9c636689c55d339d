package phoenix.verify.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.BuiltinComponents;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configurations of every construct, good and bad: Phoenix accepts what otelcol accepts, and every value that the user set
 * is what otelcol says it is. What otelcol said is recorded beside each case; with the program at hand it is asked again.
 */
class ReadingCorpusTest {
    private static final Path CASES = Path.of("src/test/resources/reading");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REFUSED = "refused: ";
    private static final Pattern NAMES = Pattern.compile("\\[(\"?\\w+\"?(?: \"?\\w+\"?)+)]");

    /** What otelcol has and does not print, or prints elsewhere. */
    private static final Pattern UNPRINTED = Pattern.compile("(receivers::.*::scrapers::.*::(enabled|mute_.*)"
            + "|exporters::debug::verbosity|exporters::.*::sending_queue::enabled"
            + "|exporters::prometheus_?remote_?write::endpoint)");

    /** otelcol 0.159.0 with exactly the components that the real one here has. */
    static Target target() throws IOException {
        byte[] printed =
                Files.readAllBytes(Path.of("../phoenix-config/src/test/resources/otelcol-0.159.0-components.yaml"));
        Diagnostics diagnostics = new Diagnostics();
        return Target.recorded(
                Target.read("components.yaml", printed, diagnostics).orElseThrow(),
                BuiltinComponents.registry().catalog());
    }

    private static List<CaseFile> cases() throws IOException {
        List<CaseFile> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".case")).sorted().toList()) {
                cases.add(CaseFile.read(file));
            }
        }
        assertThat(cases).hasSizeGreaterThan(140);
        return cases;
    }

    private static Path recorded(CaseFile one) {
        return CASES.resolve(one.name() + ".otelcol");
    }

    @TestFactory
    Stream<DynamicTest> phoenixReadsWhatOtelcolRead(@TempDir Path folder) throws IOException {
        Target target = target();
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> replay(one, target, folder.resolve(one.name()))));
    }

    private static void replay(CaseFile one, Target target, Path folder) throws IOException {
        Assumptions.assumeFalse(Golden.isWriting(), "goldens are being written");
        Input.Reading reading = one.into(folder).read(target);
        List<String> lines = Files.readAllLines(recorded(one));
        boolean accepted = !lines.getFirst().startsWith(REFUSED);
        assertThat(reading.accepted())
                .as("otelcol: %s%nPhoenix: %s", lines.getFirst(), DiagnosticRenderer.text(reading.diagnostics()))
                .isEqualTo(accepted);
        if (accepted) {
            Map<String, JsonNode> values = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int tab = line.indexOf('\t');
                values.put(line.substring(0, tab), JSON.readTree(line.substring(tab + 1)));
            }
            compare(reading, path -> Optional.ofNullable(values.get(path.toString())));
        }
    }

    private interface Lookup {
        Optional<JsonNode> find(Leaves.Leaf leaf);
    }

    private static void compare(Input.Reading reading, Lookup lookup) {
        List<String> differences = new ArrayList<>();
        for (Leaves.Leaf leaf : Leaves.of(reading.tree().orElseThrow())) {
            Optional<JsonNode> seen = lookup.find(leaf);
            if (seen.isEmpty()) {
                // A null is no value: otelcol prints what stands there by default, or nothing.
                if (!leaf.value().isNull()
                        && !UNPRINTED.matcher(leaf.toString()).matches()) {
                    differences.add(leaf + ": otelcol has nothing there");
                }
            } else if (!leaf.value().isNull() && !Leaves.same(leaf.value(), seen.get())) {
                differences.add(leaf + ": " + leaf.value().text() + " here, in otelcol " + seen.get());
            }
        }
        assertThat(differences).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> otelcolStillReadsItSo(@TempDir Path folder) throws IOException {
        Otelcol otelcol = new Otelcol(Peer.OTELCOL.require());
        Target target = target();
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name(), () -> live(one, target, otelcol, folder.resolve(one.name()))));
    }

    private static void live(CaseFile one, Target target, Otelcol otelcol, Path folder)
            throws IOException, InterruptedException {
        Input input = one.into(folder);
        Optional<String> refusal = otelcol.refusal(input);
        Optional<JsonNode> resolved = refusal.isPresent() ? Optional.empty() : otelcol.resolved(input);
        Input.Reading reading = input.read(target);
        if (Golden.isWriting()) {
            Files.writeString(recorded(one), record(refusal, resolved, reading), StandardCharsets.UTF_8);
        }
        boolean accepted = !Files.readAllLines(recorded(one)).getFirst().startsWith(REFUSED);
        assertThat(refusal.isEmpty()).as(refusal.orElse("accepted")).isEqualTo(accepted);
        assertThat(reading.accepted())
                .as("%s%n%s", refusal.orElse("accepted"), DiagnosticRenderer.text(reading.diagnostics()))
                .isEqualTo(accepted);
        resolved.ifPresent(config -> compare(reading, leaf -> Leaves.find(config, leaf.path())));
    }

    /** The values that the user set, as otelcol sees them; nothing of its defaults. */
    private static String record(Optional<String> refusal, Optional<JsonNode> resolved, Input.Reading reading) {
        if (refusal.isPresent()) {
            return REFUSED + ordered(refusal.get()) + "\n";
        }
        List<String> lines = new ArrayList<>();
        reading.tree()
                .ifPresent(tree -> Leaves.of(tree)
                        .forEach(leaf -> resolved.flatMap(r -> Leaves.find(r, leaf.path()))
                                .ifPresent(seen ->
                                        lines.add(leaf + "\t" + (seen.isContainer() ? "{}" : seen.toString())))));
        // otelcol's merge of keys leaves them in any order.
        lines.sort(null);
        return "accepted\n" + lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Lists of names come in any order from otelcol, and of two spellings of one id it names either. */
    private static String ordered(String refusal) {
        return NAMES.matcher(refusal)
                .replaceAll(list -> Matcher.quoteReplacement(
                        Stream.of(list.group(1).split(" ", -1)).sorted().collect(Collectors.joining(" ", "[", "]"))))
                .replaceAll("duplicate name \"(\\w+) */ *(\\w+)\"", "duplicate name \"$1/$2\"");
    }
}
