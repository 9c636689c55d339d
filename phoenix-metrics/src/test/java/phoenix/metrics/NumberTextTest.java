package phoenix.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @Test
    void readsWhatGoReads() {
        assertThat(NumberText.parseDouble("1e3")).isEqualTo(1000);
        assertThat(NumberText.parseDouble("+.5")).isEqualTo(0.5);
        assertThat(NumberText.parseDouble("0x1p-2")).isEqualTo(0.25);
        assertThat(NumberText.parseDouble("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NumberText.parseDouble("nan")).isNaN();
        assertThat(NumberText.parseLong("+7")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 12", "12 ", "12\n", "1d", "1F", "+NaN", "1e999", "0x1F", "1_0", "\u0661"})
    void refusesWhatOnlyJavaReads(String text) {
        assertThat(NumberText.parseDouble(text)).isNull();
        assertThat(NumberText.parseLong(text)).isNull();
    }

    @Test
    void whatIsNoIntegerBecomesTheSmallestOne() {
        assertThat(NumberText.truncated(-2.9)).isEqualTo(-2);
        assertThat(NumberText.truncated(Double.NaN)).isEqualTo(Long.MIN_VALUE);
        assertThat(NumberText.truncated(1e300)).isEqualTo(Long.MIN_VALUE);
        assertThat(NumberText.truncated(-0x1p63)).isEqualTo(Long.MIN_VALUE);
    }
}
