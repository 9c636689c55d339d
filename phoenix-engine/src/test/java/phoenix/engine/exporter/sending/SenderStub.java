package phoenix.engine.exporter.sending;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sender whose attempts the test sees one by one and answers when it likes. */
final class SenderStub implements Sender {
    record Attempt(Payload payload, Duration timeout, CompletableFuture<SendResult> answer) {
        void answer(SendResult result) {
            answer.complete(result);
        }
    }

    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    private final CompletableFuture<SendResult> closed = new CompletableFuture<>();

    @Override
    public SendResult send(Payload payload, Duration timeout) {
        Attempt attempt = new Attempt(payload, timeout, new CompletableFuture<>());
        attempts.add(attempt);
        return (SendResult) CompletableFuture.anyOf(attempt.answer, closed).join();
    }

    @Override
    public void close() {
        closed.complete(SendResult.retryable("closed"));
    }

    boolean isClosed() {
        return closed.isDone();
    }

    Attempt next() throws InterruptedException {
        Attempt attempt = attempts.poll(20, TimeUnit.SECONDS);
        if (attempt == null) {
            throw new AssertionError("no attempt was made");
        }
        return attempt;
    }

    /** The next attempt, or null when something ends before there is one. */
    @Nullable
    Attempt nextUntil(Future<?> end) throws InterruptedException {
        Attempt attempt = attempts.poll();
        while (attempt == null && !end.isDone()) {
            attempt = attempts.poll(5, TimeUnit.MILLISECONDS);
        }
        return attempt;
    }

    /** Attempts that nobody has looked at yet. */
    int pendingAttempts() {
        return attempts.size();
    }
}
