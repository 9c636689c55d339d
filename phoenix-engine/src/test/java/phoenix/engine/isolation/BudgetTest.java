package phoenix.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long MEBIBYTE = 1L << 20;

    /** What one batch allocates can all be alive at once: the baseline must keep what it needs. */
    @Test
    void aBatchMayNotAllocateMoreThanHalfOfASmallHeap() {
        assertThat(Budget.ofHeap(96 * MEBIBYTE).allocatedBytesPerTaskMax()).isEqualTo(48 * MEBIBYTE);
        assertThat(Budget.ofHeap(1L << 40).allocatedBytesPerTaskMax()).isEqualTo(1 << 30);
    }

    @Test
    void whatMayWaitGrowsWithTheHeapBetweenTwoBounds() {
        assertThat(Budget.queuedPointsMax(MEBIBYTE)).isEqualTo(50_000);
        assertThat(Budget.queuedPointsMax(96 * MEBIBYTE)).isBetween(200_000L, 300_000L);
        assertThat(Budget.queuedPointsMax(1L << 40)).isEqualTo(500_000);
    }
}
