package phoenix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void everyRunSeesTheSameCases() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        Seeds.forAll(20, random -> first.add(random.nextLong()));
        Seeds.forAll(20, random -> second.add(random.nextLong()));

        assertThat(first).isEqualTo(second).doesNotHaveDuplicates();
    }

    @Test
    void aFailureNamesTheSeedThatReplaysIt() {
        AtomicInteger cases = new AtomicInteger();
        assertThatThrownBy(() -> Seeds.forAll(20, random -> {
                    if (cases.incrementAndGet() == 7) {
                        throw new IllegalStateException("found");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 7 (replay it with -Dphoenix.seed=7)")
                .hasMessageContaining("found");
    }
}
