package phoenix.engine.processor.memorylimiter;

import java.time.Duration;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;

/**
 * What a user writes.
 *
 * @param checkInterval time between two looks at what is held
 * @param limitMib MiB; 0 when {@code limitPercentage} counts
 * @param spikeLimitMib MiB below the limit from which on data is refused; 0 is a fifth of the limit
 * @param limitPercentage of the heap's maximum size
 * @param spikeLimitPercentage of the heap's maximum size
 */
public record MemoryLimiterConfig(
        Duration checkInterval, long limitMib, long spikeLimitMib, long limitPercentage, long spikeLimitPercentage) {
    private static final long MIB = 1L << 20;
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private static final Field<Duration> CHECK_INTERVAL =
            Field.duration("check_interval", Duration.ZERO, "Time between two looks at what is held; required");
    private static final Field<Long> LIMIT_MIB =
            amount("limit_mib", "MiB that may be held; wins over limit_percentage");
    private static final Field<Long> SPIKE_LIMIT_MIB =
            amount("spike_limit_mib", "Data is refused from so many MiB below the limit; 0 is a fifth of the limit");
    private static final Field<Long> LIMIT_PERCENTAGE =
            amount("limit_percentage", "The same in percent of the heap's maximum size");
    private static final Field<Long> SPIKE_LIMIT_PERCENTAGE =
            amount("spike_limit_percentage", "The same in percent of the heap's maximum size");
    private static final Field<GcIntervals> GC_INTERVALS = Field.inline(GcIntervals.SPEC);

    static final ConfigSpec<MemoryLimiterConfig> SPEC = ConfigSpec.of(
                    v -> new MemoryLimiterConfig(
                            v.get(CHECK_INTERVAL),
                            v.get(LIMIT_MIB),
                            v.get(SPIKE_LIMIT_MIB),
                            v.get(LIMIT_PERCENTAGE),
                            v.get(SPIKE_LIMIT_PERCENTAGE)),
                    CHECK_INTERVAL,
                    LIMIT_MIB,
                    SPIKE_LIMIT_MIB,
                    LIMIT_PERCENTAGE,
                    SPIKE_LIMIT_PERCENTAGE,
                    GC_INTERVALS)
            .check(MemoryLimiterConfig::check);

    private static Field<Long> amount(String name, String doc) {
        return Field.int64(name, 0, doc).atLeast(0L).atMost(UINT32_MAX);
    }

    private static void check(MemoryLimiterConfig config, CheckContext context) {
        if (!config.checkInterval.isPositive()) {
            context.error(CHECK_INTERVAL, "must be greater than 0", "write check_interval: 1s");
        }
        if (config.limitMib == 0 && config.limitPercentage == 0) {
            context.error("limit_mib or limit_percentage must be greater than 0");
        }
        if (config.limitPercentage > 100 || config.spikeLimitPercentage > 100) {
            context.error(
                    config.limitPercentage > 100 ? LIMIT_PERCENTAGE : SPIKE_LIMIT_PERCENTAGE, "must be at most 100");
        }
        if (config.limitMib > 0 && config.limitMib <= config.spikeLimitMib) {
            context.error(SPIKE_LIMIT_MIB, "must be smaller than limit_mib");
        }
        if (config.limitPercentage > 0 && config.limitPercentage <= config.spikeLimitPercentage) {
            context.error(SPIKE_LIMIT_PERCENTAGE, "must be smaller than limit_percentage");
        }
    }

    /** What may be held, in bytes. */
    long limitBytes(long heapBytesMax) {
        return limitMib != 0 ? limitMib * MIB : heapBytesMax / 100 * limitPercentage;
    }

    /** From how much on data is refused, in bytes. */
    long softLimitBytes(long heapBytesMax) {
        long limit = limitBytes(heapBytesMax);
        long spike = limitMib != 0 ? spikeLimitMib * MIB : heapBytesMax / 100 * spikeLimitPercentage;
        return limit - (spike == 0 ? limit / 5 : spike);
    }
}
