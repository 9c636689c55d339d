package phoenix.engine.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import phoenix.engine.component.Scheduler;

class VirtualTimeTest {
    @Test
    void aTaskThatIsCancelledWhileItRunsDoesNotRunAgain() {
        VirtualTime time = new VirtualTime();
        AtomicInteger runs = new AtomicInteger();
        Scheduler.Task[] own = new Scheduler.Task[1];
        own[0] = time.every(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> {
            runs.incrementAndGet();
            own[0].cancel();
        });
        time.advance(Duration.ofSeconds(10));
        assertThat(runs).hasValue(1);
    }
}
