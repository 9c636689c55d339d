package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriterionTest {
    @ParameterizedTest
    @CsvSource({
        "5%, 0.05, 5%",
        "0.5 %, 0.005, 0.5%",
        " 12.25% , 0.1225, 12.25%",
        "0.07, 0.07, 7%",
        "150%, 1.5, 150%",
        "0%, 0, 0%"
    })
    void percentages(String text, double ratio, String shown) {
        Percent percent = Percent.parse(text);
        assertThat(percent.ratio()).isEqualTo(ratio);
        assertThat(percent).hasToString(shown);
        assertThat(Percent.parse(percent.toString())).isEqualTo(percent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "five",
                "1e3%",
                "5%%",
                "1.2.3%",
                ".",
                "NaN",
                "+5%",
                "99999999999999999999999999999999999%"
            })
    void notPercentages(String text) {
        assertThatThrownBy(() -> Percent.parse(text))
                .isInstanceOf(CriterionFormatException.class)
                .hasMessageContaining("5% is needed");
    }

    @Test
    void wrongPercentagesSayWhatIsWrong() {
        assertThatThrownBy(() -> Percent.parse("5")).hasMessage("\"5\" is ambiguous: write 5% or a ratio such as 0.05");
        assertThatThrownBy(() -> Percent.parse("-5%")).hasMessageEndingWith("it cannot be negative");
        assertThatThrownBy(() -> Percent.parse("10001%")).hasMessageContaining("from 0% to 10000%");
    }

    @Test
    void rules() {
        assertThat(Criterion.parse("cpu", Map.of("increase_at_most", "10%"))).hasToString("cpu: increase_at_most 10%");
        assertThat(Criterion.parse("critical", "kept").rule()).isEqualTo(new Rule.Kept());
        assertThat(Criterion.defaults())
                .extracting(Criterion::toString)
                .containsExactly(
                        "series: increase_at_most 0%",
                        "datapoints: increase_at_most 0%",
                        "fidelity: within 5%",
                        "critical: kept",
                        "export_failures: increase_at_most 0%");
    }

    @Test
    void wrongRulesSayWhatToWrite() {
        assertThatThrownBy(() -> Criterion.parse("cpu", Map.of("reduce", "5%")))
                .hasMessage("cpu: \"reduce\" is not one of within, reduce_by, increase_at_most");
        assertThatThrownBy(() -> Criterion.parse("cpu", Map.of("within", "5")))
                .hasMessageStartingWith("cpu: \"5\" is ambiguous");
        assertThatThrownBy(() -> Criterion.parse("cpu", Map.of()))
                .hasMessage("cpu needs exactly one of within, reduce_by, increase_at_most, got none");
        Map<String, String> two = new LinkedHashMap<>();
        two.put("within", "5%");
        two.put("reduce_by", "5%");
        assertThatThrownBy(() -> Criterion.parse("cpu", two)).hasMessageEndingWith("got within, reduce_by");
        assertThatThrownBy(() -> Criterion.parse("cpu", "kept")).hasMessageContaining("cpu cannot be \"kept\"");
        assertThatThrownBy(() -> Criterion.parse("cpu", "maybe")).hasMessageContaining("\"maybe\" is not a rule");
        assertThatThrownBy(() -> Criterion.parse("critical", Map.of("within", "5%")))
                .hasMessageContaining("write \"critical: kept\"");
        assertThatThrownBy(() -> Criterion.parse("fidelity", Map.of("reduce_by", "5%")))
                .hasMessageContaining("fidelity takes within");
        assertThatThrownBy(() -> Criterion.parse("cpu", Map.of("reduce_by", "101%")))
                .hasMessageContaining("cpu: nothing can be reduced by more than 100%");
        assertThatThrownBy(() -> Criterion.parse("c p u", Map.of("within", "5%")))
                .hasMessageContaining("not a measure name");
    }
}
