package phoenix.experiment.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlReader;

/** {@code baseline:} and {@code candidate:} of an experiment file. */
class VariantSectionTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<Experiment> read(String candidate) {
        String text = "apiVersion: phoenix/v1\nname: some-name\nproduction: {target: stand-in}\n"
                + "baseline: {config: a.yaml}\ncandidate: " + candidate + "\n";
        return new YamlReader(diagnostics)
                .read("e.yaml", text)
                .map(YamlMapping.class::cast)
                .flatMap(root -> ExperimentFile.decode(Path.of("e.yaml"), root, diagnostics));
    }

    @Test
    void aVariantIsFilesOrAPipelineOfTheCatalog() {
        assertThat(read("{config: [a.yaml, b.yaml]}").orElseThrow().candidate())
                .isEqualTo(new VariantSource(List.of("a.yaml", "b.yaml"), Map.of()));
        assertThat(read("{catalog: process-topk-v1, parameters: {TOP_CPU: 5}}")
                        .orElseThrow()
                        .candidate())
                .isEqualTo(new VariantSource(List.of("catalog:process-topk-v1"), Map.of("TOP_CPU", "5")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | say which configuration",
                "{config: a.yaml, catalog: process-topk-v1}                | config and catalog are both given",
                "{catalog: process-topk}                                   | the catalog has no pipeline"
                        + " \"process-topk\"",
                "{catalog: process-topk-v1, parameters: {TOP_CUP: \"5\"}}  | has no parameter \"TOP_CUP\"",
                "{config: a.yaml, parameters: {TOP_CPU: \"5\"}}            | only pipelines of the catalog have"
                        + " parameters",
            })
    void whatIsNoVariantIsSaid(String candidate, String message) {
        assertThat(read(candidate)).isEmpty();
        assertThat(diagnostics.errors()).singleElement().asString().contains(message);
    }
}
