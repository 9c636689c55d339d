package phoenix.experiment.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperimentSchemaTest {
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @Test
    void everyFieldThatIsReadIsAPropertyAndNothingElseIs() {
        Map<String, Object> schema = ExperimentFile.schema();
        assertThat(schema).containsEntry("additionalProperties", false);
        assertThat((List<?>) Objects.requireNonNull(schema.get("required")))
                .isEqualTo(List.of("apiVersion", "name", "baseline", "candidate", "production"));
        assertThat(map(schema.get("properties")))
                .containsOnlyKeys(
                        "apiVersion",
                        "name",
                        "baseline",
                        "candidate",
                        "production",
                        "runtime",
                        "comparison",
                        "duration",
                        "warmup",
                        "criteria",
                        "critical",
                        "error_rate",
                        "cost");
        Map<String, Object> production = map(map(schema.get("properties")).get("production"));
        assertThat(map(production.get("properties"))).containsOnlyKeys("target", "baseline_export", "candidate_export");
    }
}
