package phoenix.config.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of Go's time.ParseDuration and Duration.String. */
class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "200ms, 200ms",
        "1.5s, 1.5s",
        "90s, 1m30s",
        "1h, 1h0m0s",
        "1h0.5s, 1h0m0.5s",
        "-1.5h, -1h30m0s",
        "+5s, 5s",
        "100us, 100\u00b5s",
        "1500us, 1.5ms",
        "7ns, 7ns",
        ".5s, 500ms",
        "1.s, 1s",
        "0.3333333333333333333h, 19m59.999999999s",
        "9223372036854775807ns, 2562047h47m16.854775807s",
    })
    void readsAndWritesAsGo(String text, String written) {
        assertThat(GoDuration.format(GoDuration.parse(text))).isEqualTo(written);
        assertThat(GoDuration.parse(written)).isEqualTo(GoDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "1d", "1 s", "1s ", "-", "1..s", "1s2", "9223372036854775808ns", "1S"})
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unitsInGreekAndMicro() {
        assertThat(GoDuration.parse("3\u00b5s"))
                .isEqualTo(GoDuration.parse("3\u03bcs"))
                .isEqualTo(Duration.ofNanos(3000));
    }
}
