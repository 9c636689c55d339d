package phoenix.verify.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real otelcol, asked what it makes of a configuration. */
record Otelcol(Path binary) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LIMIT_SECONDS = 60;

    /** Empty when it accepts the configuration, else what it says. */
    Optional<String> refusal(Input input) throws IOException, InterruptedException {
        Said said = run(input, List.of("validate"));
        return said.status == 0 ? Optional.empty() : Optional.of(said.err);
    }

    /** The configuration as it is resolved and decoded; empty when that fails. */
    Optional<JsonNode> resolved(Input input) throws IOException, InterruptedException {
        Said said = run(input, List.of("print-config", "--mode=unredacted", "--format=json", "--validate=false"));
        return said.status == 0 ? Optional.of(JSON.readTree(said.out)) : Optional.empty();
    }

    private record Said(int status, String out, String err) {}

    private Said run(Input input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(arguments);
        input.configs().forEach(c -> command.add("--config=" + c));
        input.sets().forEach(s -> command.add("--set=" + s));
        Path errors = Files.createTempFile("otelcol", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(input.folder().toFile()).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(input.environment());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("otelcol does not end");
            }
            String said = String.join(" / ", Files.readString(errors).lines().toList());
            return new Said(
                    process.exitValue(), out, said.replace(input.folder().toString(), "FOLDER"));
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }
}
