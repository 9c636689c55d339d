package phoenix.engine.exporter.sending;

import java.util.random.RandomGenerator;
import phoenix.engine.component.ComponentContext;

/**
 * Spreads the retries of exporters that failed together. SplitMix64, seeded by the exporter's id and the clock of its
 * scheduler, so that a replay spreads them the same way. Not thread-safe.
 */
final class Jitter implements RandomGenerator {
    private long state;

    Jitter(ComponentContext context) {
        this.state = context.id().hashCode() * 0x9E3779B97F4A7C15L
                ^ context.scheduler().nanoTime();
    }

    @Override
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
