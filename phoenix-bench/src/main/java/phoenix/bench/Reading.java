package phoenix.bench;

/**
 * One run of one program. What a scenario does not measure is NaN.
 *
 * @param pointsPerCpuSecond accepted points by the program's CPU seconds, over the measured window
 * @param cpuSeconds of the program over the measured window
 * @param peakMegabytes most resident memory from start to end, in 10^6 bytes
 * @param p50 delay from the time of a point to its arrival, at the moderate rate, in ms
 * @param share points that arrived by points that were accepted
 * @param generatorCores CPU seconds of the load generator by seconds, in the measured window
 * @param firstExportMillis from the start of the process
 * @param loss what is missing, in words; empty when nothing is
 */
record Reading(
        double pointsPerCpuSecond,
        double cpuSeconds,
        double peakMegabytes,
        double p50,
        double p95,
        double p99,
        double share,
        double generatorCores,
        double firstExportMillis,
        String loss) {}
