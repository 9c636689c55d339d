package phoenix.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizeForecastTest {
    @Test
    void a_run_that_ends_in_time_never_fills_its_limit() {
        var forecast = SizeForecast.observed(1_000, Duration.ofSeconds(10), Duration.ofSeconds(90), 10_000);
        assertThat(forecast).isEqualTo(new SizeForecast(8_640_000, 10_000, null));
    }

    @Test
    void a_run_that_goes_on_longer_says_when_it_is_full() {
        var forecast = SizeForecast.observed(1_000, Duration.ofSeconds(10), Duration.ofSeconds(100), 10_000);
        assertThat(forecast.untilFull()).isEqualTo(Duration.ofSeconds(90));
        assertThat(SizeForecast.observed(20_000, Duration.ofSeconds(1), Duration.ofSeconds(1), 10_000)
                        .untilFull())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void a_plan_counts_series_and_samples() {
        var forecast = SizeForecast.planned(1_000, Duration.ofSeconds(10), Duration.ofDays(1), Long.MAX_VALUE);
        assertThat(forecast.bytesAtEnd()).isEqualTo(300_000 + 2 * 1_000 * 8_640);
        assertThat(forecast.bytesPerDay()).isEqualTo(2 * 1_000 * 8_640);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeForecast.planned(1, Duration.ZERO, Duration.ofDays(1), 1));
    }
}
