package phoenix.experiment.store;

/**
 * What a run takes up.
 *
 * @param series series of both variants
 * @param samples samples held
 * @param bytesOnDisk size of all its files in bytes
 */
public record RunUsage(int series, long samples, long bytesOnDisk) {}
