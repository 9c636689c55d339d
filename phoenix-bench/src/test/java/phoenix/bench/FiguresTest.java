package phoenix.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static Reading reading(double rate, String loss) {
        return new Reading(rate, 2, 100, 10, 20, 30, 1, 0.5, Double.NaN, loss);
    }

    @Test
    void cpuIsReadBehindANameWithSpacesAndParentheses() {
        String stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 10 0 0 0 150 50 9 9 20 0 1 0 100 0 0";

        assertThat(ProcFile.cpuSecondsOf(stat)).isEqualTo(2.0);
    }

    @Test
    void theHighestResidentMemoryIsInMillionsOfBytes() {
        assertThat(ProcFile.peakMegabytesOf("VmPeak:\t 9 kB\nVmHWM:\t  1000 kB\n"))
                .isCloseTo(1.024, within(1e-9));
        assertThat(ProcFile.peakMegabytesOf("Name: x\n")).isNaN();
    }

    @Test
    void percentilesWeighDelaysWithTheirPoints() {
        Delays delays = new Delays();
        delays.record(5, 90);
        delays.record(100, 9);
        delays.record(10_000_000, 1);

        assertThat(delays.percentile(0.5)).isEqualTo(5);
        assertThat(delays.percentile(0.9)).isEqualTo(5);
        assertThat(delays.percentile(0.95)).isEqualTo(100);
        assertThat(delays.percentile(1)).isEqualTo(120_000);
        assertThat(new Delays().percentile(0.5)).isNaN();
    }

    @Test
    void theMedianHasTheSpreadBesideIt() {
        assertThat(Median.of(List.of(3.0, 1.0, Double.NaN, 2.0)).text("%.0f", 1))
                .isEqualTo("2 (1 to 3)");
        assertThat(Median.of(List.of(4.0, 2.0)).value()).isEqualTo(3);
        assertThat(Median.of(List.of(4.0)).text("%.1f", 2)).isEqualTo("2.0");
        assertThat(Median.of(List.of()).text("%.0f", 1)).isEmpty();
    }

    @Test
    void aCounterIsSummedOverItsSeries() {
        String page = "# TYPE a counter\na{x=\"1\"} 2\na{x=\"2\"} 3e+06\nab 7\nb_total 4\n";

        assertThat(Scraper.counter(page, "a")).isEqualTo(3_000_002);
        assertThat(Scraper.counter(page, "b")).isEqualTo(4);
        assertThat(Scraper.counter(page, "c")).isNaN();
    }

    @Test
    void theTableHasRatiosAndSaysWhatWasLost() {
        ResultTable table = new ResultTable();
        table.add(Scenario.ADR, List.of(reading(300, "")), List.of(reading(100, "of 5 accepted points 4 arrived")));

        assertThat(table.markdown())
                .contains("| **ratio** |")
                .contains("**3.00**")
                .contains("100.00 %");
        assertThat(table.remarks()).containsExactly("LOSS: adr, otelcol: of 5 accepted points 4 arrived");
    }

    @Test
    void theModelOfTheProcessorIsRead() {
        assertThat(Machine.cpuModel("processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n"))
                .isEqualTo("Some CPU @ 2 GHz");
    }
}
