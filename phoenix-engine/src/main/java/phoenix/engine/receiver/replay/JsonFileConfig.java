package phoenix.engine.receiver.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/**
 * What a user writes for the receiver {@code otlp_json_file}.
 *
 * @param forceFlushPeriod after which the rest of a file counts as a line, though it has no end; 0 is never
 * @param excludeOlderThan files that were changed before are left out; 0 is none
 * @param lineBytesMax longer lines are left out
 */
public record JsonFileConfig(
        List<String> include,
        List<String> exclude,
        StartAt startAt,
        boolean replayFile,
        Duration pollInterval,
        Duration forceFlushPeriod,
        Duration excludeOlderThan,
        long lineBytesMax,
        Compression compression) {

    /** Where reading begins in files that are there at the start. */
    enum StartAt {
        BEGINNING,
        END
    }

    /** How files are compressed. */
    enum Compression {
        NONE,
        GZIP,
        /** By the ending {@code .gz}. */
        AUTO
    }

    private static final String OF_LOGS = "the Collector gives it to log records only";
    private static final String AT_ONCE = "files are read one after the other, all at each poll";
    private static final String NO_STORAGE = "positions are not kept over a restart; leave it out";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([kmgt]?)(i?)b?");

    static final Field<List<String>> INCLUDE =
            Field.list(FieldType.string(), "include", "The files to read: paths with *, **, ?, [...] and {a,b}");
    static final Field<List<String>> EXCLUDE =
            Field.list(FieldType.string(), "exclude", "Files to leave out, written as in include");
    private static final Field<StartAt> START_AT = Field.choice(
            "start_at", StartAt.END, "beginning, or end: of files that are there at the start only what is added");
    private static final Field<Boolean> REPLAY_FILE =
            Field.bool("replay_file", false, "Reads the files as a whole again at every poll");
    private static final Field<Duration> POLL_INTERVAL = Field.duration(
                    "poll_interval", Duration.ofMillis(200), "How often files are looked at")
            .must(Duration::isPositive, "be more than 0s");
    private static final Field<Duration> FORCE_FLUSH_PERIOD = Field.duration(
                    "force_flush_period",
                    Duration.ofMillis(500),
                    "After so long the rest of a file counts as a line without its end; 0 is never")
            .atLeast(Duration.ZERO);
    private static final Field<Duration> EXCLUDE_OLDER_THAN = Field.duration(
                    "exclude_older_than", Duration.ZERO, "Leaves out files that were last changed before; 0 is none")
            .atLeast(Duration.ZERO);
    private static final Field<Long> MAX_LOG_SIZE = Field.of(
                    FieldType.string().as("size", JsonFileConfig::size, String::valueOf),
                    "max_log_size",
                    1L << 20,
                    "A longer line is left out, counted and said; for example 16MiB")
            .must(size -> size > 0 && size <= 32 << 20, "be more than 0 and at most 32MiB");
    private static final Field<Compression> COMPRESSION = Field.of(
            FieldType.choice(Map.of("", Compression.NONE, "gzip", Compression.GZIP, "auto", Compression.AUTO)),
            "compression",
            Compression.NONE,
            "gzip, or auto: by the ending .gz");
    private static final Field<String> ENCODING = Field.string("encoding", "utf-8", "Of the files; only utf-8")
            .mustHere(name -> name.toLowerCase(Locale.ROOT).matches("utf-?8|"), "be utf-8: OTLP's JSON has no other");

    static final ConfigSpec<JsonFileConfig> SPEC = ConfigSpec.of(
                    v -> new JsonFileConfig(
                            v.get(INCLUDE),
                            v.get(EXCLUDE),
                            v.get(START_AT),
                            v.get(REPLAY_FILE),
                            v.get(POLL_INTERVAL),
                            v.get(FORCE_FLUSH_PERIOD),
                            v.get(EXCLUDE_OLDER_THAN),
                            v.get(MAX_LOG_SIZE),
                            v.get(COMPRESSION)),
                    INCLUDE,
                    EXCLUDE,
                    START_AT,
                    REPLAY_FILE,
                    POLL_INTERVAL,
                    FORCE_FLUSH_PERIOD,
                    EXCLUDE_OLDER_THAN,
                    MAX_LOG_SIZE,
                    COMPRESSION,
                    ENCODING,
                    Field.unsupported("storage", NO_STORAGE),
                    Field.unsupported("polls_to_archive", NO_STORAGE),
                    Field.unsupported("multiline", "each line is a message"),
                    Field.unsupported("header", "each line is a message"),
                    Field.unsupported("ordering_criteria", "all files are read, in the order of their names"),
                    Field.unsupported("delete_after_read", "files are only read"),
                    Field.unsupported("acquire_fs_lock", "files are only read"),
                    Field.withoutEffect(
                            "fingerprint_size", "the first 1000 bytes of a file tell whether it is the same"),
                    Field.withoutEffect("initial_buffer_size", "buffers grow as they need to"),
                    Field.withoutEffect("max_concurrent_files", AT_ONCE),
                    Field.withoutEffect("max_batches", AT_ONCE),
                    Field.withoutEffect("preserve_leading_whitespaces", "JSON has no use for it"),
                    Field.withoutEffect("preserve_trailing_whitespaces", "JSON has no use for it"),
                    Field.withoutEffect("include_file_name", OF_LOGS),
                    Field.withoutEffect("include_file_path", OF_LOGS),
                    Field.withoutEffect("include_file_name_resolved", OF_LOGS),
                    Field.withoutEffect("include_file_path_resolved", OF_LOGS),
                    Field.withoutEffect("include_file_owner_name", OF_LOGS),
                    Field.withoutEffect("include_file_owner_group_name", OF_LOGS),
                    Field.withoutEffect("include_file_record_number", OF_LOGS),
                    Field.withoutEffect("include_file_record_offset", OF_LOGS))
            .check(JsonFileConfig::check);

    private static void check(JsonFileConfig config, CheckContext context) {
        if (config.include().isEmpty()) {
            context.error(INCLUDE, "names no file", "for example include: [metrics/*.json]");
        }
        checkGlobs(INCLUDE, config.include(), context);
        checkGlobs(EXCLUDE, config.exclude(), context);
    }

    private static void checkGlobs(Field<List<String>> field, List<String> globs, CheckContext context) {
        for (String glob : globs) {
            try {
                FilePattern.of(glob);
            } catch (PatternSyntaxException | java.nio.file.InvalidPathException e) {
                context.error(field, "\"" + glob + "\" is not a pattern of paths: " + e.getMessage());
            }
        }
    }

    private static Long size(String text) {
        Matcher parts = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size such as 16MiB");
        }
        long base = parts.group(3).isEmpty() ? 1000 : 1024;
        long bytes = Long.parseLong(parts.group(1));
        int power = parts.group(2).isEmpty() ? 0 : "kmgt".indexOf(parts.group(2)) + 1;
        for (int i = 0; i < power; i++) {
            bytes *= base; // nine digits times 1024^4 fit
        }
        return bytes;
    }
}
