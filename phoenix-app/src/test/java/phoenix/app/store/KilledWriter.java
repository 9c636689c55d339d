package phoenix.app.store;

import static phoenix.app.store.ComparisonStoreContract.found;
import static phoenix.app.store.ComparisonStoreContract.gauge;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RecordingSettings;

/** A process that writes as fast as it can, and says after each flush how far it is, until it is killed. */
final class KilledWriter {
    static final int SERIES = 7;
    static final StoreTuning TUNING = new StoreTuning(2_000, 64, 256, 3, 3);

    private KilledWriter() {}

    static double value(int series, long step) {
        return series == 0 ? 1 : series == 1 ? Math.sin((double) step) : (double) step * series / 100.0;
    }

    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        var executor = Executors.newSingleThreadExecutor();
        var store = new EmbeddedStore(Path.of(args[0]), InstantSource.system(), executor, Disk.REAL, TUNING);
        var writer = found(store.record(RecordingSettings.ofRun("run-1")));
        var ids = new int[SERIES];
        for (int s = 0; s < SERIES; s++) {
            ids[s] = writer.series(s % 2 == 0 ? Variant.BASELINE : Variant.CANDIDATE, gauge("m" + s));
        }
        for (long step = Long.parseLong(args[1]); ; step++) {
            for (int s = 0; s < SERIES; s++) {
                if (!writer.append(ids[s], step, value(s, step))) {
                    throw new IllegalStateException("dropped: " + writer.status());
                }
            }
            if (step % 5 == 0) {
                if (!writer.flush(Duration.ofMinutes(1))) {
                    throw new IllegalStateException("not flushed: " + writer.status());
                }
                out.println(step);
            }
        }
    }
}
