package phoenix.app.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

class ExponentialBucketsTest {
    private static Map<String, Long> buckets(int scale, long zeros, Buckets positive, Buckets negative) {
        Map<String, Long> buckets = new LinkedHashMap<>();
        OptionalNumber unset = OptionalNumber.UNSET;
        ExponentialBuckets.each(
                new ExponentialHistogramBody(0, unset, unset, unset, scale, zeros, 0, positive, negative),
                buckets::put);
        return buckets;
    }

    @Test
    void coarseBucketsStayAsTheyAreAndEmptyOnesAreLeftOut() {
        assertThat(buckets(-1, 7, new Buckets(2, new long[] {1, 0, 3}), new Buckets(-1, new long[] {4})))
                .containsExactly(
                        Map.entry("n-1:-1", 4L), Map.entry("0", 7L), Map.entry("-1:2", 1L), Map.entry("-1:4", 3L));
    }

    @Test
    void fineBucketsAreAddedUpToScaleThree() {
        assertThat(buckets(5, 0, new Buckets(-5, new long[] {1, 2, 3, 4, 5, 6, 7}), Buckets.EMPTY))
                .as("four of scale 5 are one of scale 3; -5 is in bucket -2, -4 to -1 in -1, 0 and 1 in 0")
                .containsExactly(Map.entry("3:-2", 1L), Map.entry("3:-1", 14L), Map.entry("3:0", 13L));
    }

    @Test
    void aHostileNumberOfBucketsIsBounded() {
        long[] many = new long[100_000];
        Arrays.fill(many, 1);
        Map<String, Long> buckets = buckets(0, 0, new Buckets(0, many), Buckets.EMPTY);
        assertThat(buckets).hasSizeLessThanOrEqualTo(161);
        assertThat(buckets.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
    }
}
