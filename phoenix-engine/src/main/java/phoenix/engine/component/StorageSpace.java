package phoenix.engine.component;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The place where a component keeps what is to outlive the process.
 *
 * @param folder of the component's own; the folder above it is there
 * @param sync whether each write waits until it survives a loss of power
 * @param bytesMax what the folder may hold; 0 is no limit
 * @param lockTimeout how long to wait for another process that uses the folder
 * @param recreate whether a folder that cannot be read gives way to a new one
 * @param end what becomes of the data when the graph ends
 */
public record StorageSpace(
        Path folder, boolean sync, long bytesMax, Duration lockTimeout, boolean recreate, EndOfGraph end) {
    /** What becomes of the data when the graph ends. */
    public enum EndOfGraph {
        /** They are there at the next start. */
        KEEP,
        /** What the backend takes within the grace is sent, for the next start may be long away; the rest is kept. */
        SEND_AND_KEEP,
        /** What the backend takes within the grace is sent; the rest is lost. */
        SEND_AND_DELETE
    }

    /** Kept until the next start, as in the Collector. */
    public StorageSpace(Path folder, boolean sync, long bytesMax, Duration lockTimeout, boolean recreate) {
        this(folder, sync, bytesMax, lockTimeout, recreate, EndOfGraph.KEEP);
    }

    StorageSpace with(Path otherFolder, EndOfGraph otherEnd) {
        return new StorageSpace(otherFolder, sync, bytesMax, lockTimeout, recreate, otherEnd);
    }
}
