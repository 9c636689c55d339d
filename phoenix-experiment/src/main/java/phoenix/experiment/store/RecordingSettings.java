package phoenix.experiment.store;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a run is kept.
 *
 * @param runId letters, digits and hyphens, at most 128
 * @param retention how long after the last write the samples are kept if nobody deletes them, at least 1 s
 * @param bytesMax size of all files of the run in bytes at which writing ends, at least 1 MB
 * @param seriesMax number of series of both variants at which new ones are refused, at least 1
 */
public record RecordingSettings(String runId, Duration retention, long bytesMax, int seriesMax) {
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);
    public static final long DEFAULT_BYTES_MAX = 10_000_000_000L;
    public static final int DEFAULT_SERIES_MAX = 500_000;
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,127}");

    public RecordingSettings {
        requireRunId(runId);
        if (retention.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("retention " + retention + " is under one second");
        }
        if (bytesMax < 1_000_000) {
            throw new IllegalArgumentException("size limit of " + bytesMax + " bytes is under 1 MB");
        }
        if (seriesMax < 1) {
            throw new IllegalArgumentException("limit of " + seriesMax + " series is under 1");
        }
    }

    public static RecordingSettings ofRun(String runId) {
        return new RecordingSettings(runId, DEFAULT_RETENTION, DEFAULT_BYTES_MAX, DEFAULT_SERIES_MAX);
    }

    public RecordingSettings withRetention(Duration newRetention) {
        return new RecordingSettings(runId, newRetention, bytesMax, seriesMax);
    }

    public RecordingSettings withBytesMax(long newBytesMax) {
        return new RecordingSettings(runId, retention, newBytesMax, seriesMax);
    }

    public RecordingSettings withSeriesMax(int newSeriesMax) {
        return new RecordingSettings(runId, retention, bytesMax, newSeriesMax);
    }

    /** Whether a text can be the id of a run; it becomes the name of a directory and a label value. */
    public static boolean isRunId(String text) {
        return RUN_ID.matcher(text).matches();
    }

    private static void requireRunId(String text) {
        if (!isRunId(text)) {
            throw new IllegalArgumentException("not a run id: \"" + text + "\"");
        }
    }
}
