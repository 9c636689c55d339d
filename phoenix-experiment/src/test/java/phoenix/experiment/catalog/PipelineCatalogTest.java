package phoenix.experiment.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineCatalogTest {
    static java.util.List<CatalogEntry> entries() {
        return PipelineCatalog.builtIn().entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyPipelineSaysWhatItIsAndWhatItsParametersMean(CatalogEntry entry) {
        assertThat(entry.summary()).isNotBlank();
        assertThat(entry.saves()).isNotBlank();
        assertThat(entry.loses()).isNotBlank();
        assertThat(entry.parameters())
                .allSatisfy(p -> assertThat(p.doc()).as(p.name()).isNotBlank());
        assertThat(entry.parameters())
                .extracting(CatalogEntry.Parameter::name)
                .contains("INTERVAL", "NEW_RELIC_API_KEY");
        if (!entry.name().equals("process-baseline-v1")) {
            assertThat(entry.measured()).containsOnlyKeys("realistic", "high-cardinality", "churn");
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aParameterIsANewDefaultWhereverItStands(CatalogEntry entry) {
        CatalogEntry changed = entry.with("INTERVAL", "7s");
        assertThat(changed.text()).contains("${env:INTERVAL:-7s}").doesNotContain("${env:INTERVAL:-10s}");
        assertThat(changed.parameters()).contains(new CatalogEntry.Parameter("INTERVAL", "7s", "how often to read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a'b", "a}b", "${env:X}", "a\nb", "a\\b"})
    void aValueCannotBreakOutOfItsPlace(String value) {
        CatalogEntry entry = PipelineCatalog.builtIn().find("process-topk-v1").orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> entry.with("CRITICAL_PROCESSES", value));
    }
}
