package phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is started for a scenario.
 *
 * @param name for people
 * @param command with all its arguments
 * @param copies how often each point that it takes comes out: once for each variant
 */
record Program(String name, List<String> command, int copies) {
    private static final Pattern PAGE = Pattern.compile("prometheus/phoenix http://127\\.0\\.0\\.1:([0-9]+)/metrics");
    private static final String EXPERIMENT = """
        apiVersion: phoenix/v1
        name: bench
        baseline: {config: variant.yaml}
        candidate: {config: variant.yaml}
        production: {target: configured, baseline_export: send, candidate_export: mirror}
        duration: 24h
        """;

    static Program otelcol(Scenario scenario, Path otelcol, Path folder) throws IOException {
        return collector("otelcol", List.of(otelcol.toString()), scenario, folder);
    }

    /** @param phoenix the command that runs Phoenix */
    static Program phoenix(Scenario scenario, List<String> phoenix, Path folder) throws IOException {
        List<String> command = new ArrayList<>(phoenix);
        if (scenario != Scenario.AB) {
            command.add("collector");
            return collector("phoenix", command, scenario, folder);
        }
        Files.writeString(folder.resolve("variant.yaml"), Scenario.OTLP.config());
        Path experiment = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
        command.addAll(List.of("run", experiment.toString()));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(List.of("--report", folder.resolve("report").toString()));
        return new Program("phoenix", command, 2);
    }

    private static Program collector(String name, List<String> program, Scenario scenario, Path folder)
            throws IOException {
        Path config = Files.writeString(folder.resolve(scenario + ".yaml"), scenario.config());
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--config", config.toString()));
        return new Program(name, command, 1);
    }

    /** The ports of the pages of both variants, from what {@code phoenix run} says; as many as it has said by now. */
    static List<Integer> pagesSaidIn(String out) {
        List<Integer> ports = new ArrayList<>();
        for (Matcher page = PAGE.matcher(out); page.find(); ) {
            ports.add(Integer.parseInt(page.group(1)));
        }
        return ports;
    }
}
