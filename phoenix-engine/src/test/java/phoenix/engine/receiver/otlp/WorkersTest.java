package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(Thread.ofPlatform().daemon().factory(), 1);

    @Test
    void aClientThatTakesNoAnswerHoldsUpNobodyElse() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Thread> stuck = new CompletableFuture<>();
        workers.call(() -> 1, result -> {
            stuck.complete(Thread.currentThread());
            await(never);
        });
        stuck.get();
        // The only thread is busy with an answer, so this would wait for ever if it counted.
        assertThat(workers.call(() -> "next")).isEqualTo("next");
        never.countDown();
    }

    @Test
    void theAnswerGetsTheResultOrTheFailureOfTheTask() throws Exception {
        CompletableFuture<Object> results = new CompletableFuture<>();
        workers.call(() -> 17, result -> results.complete(result.get()));
        assertThat(results.get()).isEqualTo(17);

        CompletableFuture<Object> failures = new CompletableFuture<>();
        workers.call(
                () -> {
                    throw new IllegalArgumentException("a bug");
                },
                result -> {
                    try {
                        failures.complete(result.get());
                    } catch (IllegalArgumentException e) {
                        failures.complete(e.getMessage());
                    }
                });
        assertThat(failures.get()).isEqualTo("a bug");
        assertThatThrownBy(() -> workers.call(() -> {
                    throw new java.io.IOException("checked");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerThatFailsLeavesItsPlaceToAnother() throws InterruptedException, ExecutionException {
        CompletableFuture<Thread> failed = new CompletableFuture<>();
        Workers quiet = new Workers(
                task -> {
                    Thread thread = Thread.ofPlatform().daemon().unstarted(task);
                    thread.setUncaughtExceptionHandler((t, e) -> failed.complete(t));
                    return thread;
                },
                1);
        quiet.call(() -> 1, result -> {
            throw new IllegalStateException("in the answer");
        });
        failed.get();
        assertThat(quiet.call(() -> 2)).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
