package phoenix.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {
    private static String text(double value) {
        TextBuffer out = new TextBuffer();
        GoNumber.append(out, value);
        return out.toString();
    }

    /** Expected texts are what otelcol 0.159.0 served, or follow from Go's rule for 'g' with the fewest digits. */
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0",
        "1,1",
        "-1,-1",
        "0.1,0.1",
        "0.005,0.005",
        "12.5,12.5",
        "100000,100000",
        "123456.789,123456.789",
        "999999,999999",
        "1000000,1e+06",
        "1234567,1.234567e+06",
        "12345678.9,1.23456789e+07",
        "9007199254740993,9.007199254740992e+15",
        "0.0001,0.0001",
        "0.00001,1e-05",
        "0.000012345,1.2345e-05",
        "1e21,1e+21",
        "1e100,1e+100",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "4.9e-324,5e-324",
        "1e-323,1e-323",
        "2.2250738585072014e-308,2.2250738585072014e-308",
        "1e23,1e+23",
        "-2.5e-7,-2.5e-07",
        "NaN,NaN",
        "Infinity,+Inf",
        "-Infinity,-Inf",
    })
    void goldens(double value, String expected) {
        assertThat(text(value)).isEqualTo(expected);
    }

    @Test
    void everyNumberReadsBack() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && value != 0) {
                assertThat(Double.parseDouble(text(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void openMetricsHasAPointOrAnExponent() {
        TextBuffer out = new TextBuffer();
        for (double value : new double[] {0, 1, 1e6, 0.5, Double.NaN, Double.POSITIVE_INFINITY, -3}) {
            GoNumber.appendOpenMetrics(out, value);
            out.append((byte) ' ');
        }
        assertThat(out.toString()).isEqualTo("0.0 1.0 1e+06 0.5 NaN +Inf -3.0 ");
    }
}
