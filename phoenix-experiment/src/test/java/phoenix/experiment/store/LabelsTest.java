package phoenix.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void order_of_giving_does_not_matter() {
        assertThat(Labels.of("b", "2", "a", "1")).isEqualTo(Labels.of(Map.of("a", "1", "b", "2")));
        assertThat(Labels.of("b", "2", "a", "1")).hasSameHashCodeAs(Labels.of("a", "1", "b", "2"));
        assertThat(Labels.of("a", "1")).isNotEqualTo(Labels.of("a", "2")).isNotEqualTo(Labels.NONE);
    }

    @Test
    void values_are_found_by_key() {
        var labels = Labels.of("c", "3", "a", "1", "b", "2");
        assertThat(labels.get("a")).isEqualTo("1");
        assertThat(labels.get("b")).isEqualTo("2");
        assertThat(labels.get("c")).isEqualTo("3");
        assertThat(labels.get("")).isNull();
        assertThat(labels.get("bb")).isNull();
        assertThat(Labels.NONE.get("a")).isNull();
    }

    @Test
    void keeping_drops_the_other_keys() {
        var labels = Labels.of("a", "1", "b", "2");
        assertThat(labels.keeping("b"::equals)).isEqualTo(Labels.of("b", "2"));
        assertThat(labels.keeping(key -> true)).isSameAs(labels);
        assertThat(labels.keeping(key -> false)).isSameAs(Labels.NONE);
    }

    @Test
    void text_is_escaped_as_in_prometheus() {
        assertThat(Labels.of("a", "x\"\\\n")).hasToString("{a=\"x\\\"\\\\\\n\"}");
        assertThat(Labels.NONE).hasToString("{}");
    }

    @Test
    void a_key_stands_once_and_has_a_value() {
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("a", "1", "a", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.of("a"));
    }
}
