package phoenix.engine.exporter.file;

import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.FolderPermissions;

/**
 * What a user writes.
 *
 * @param directoryPermissions octal; empty for the default
 */
public record FileConfig(
        String path,
        boolean append,
        Optional<Rotation> rotation,
        Format format,
        boolean zstd,
        Duration flushInterval,
        boolean createDirectory,
        String directoryPermissions,
        GroupBy groupBy) {

    /** How messages are written. */
    enum Format {
        JSON,
        PROTO
    }

    /**
     * When a file gives way to a new one.
     *
     * @param maxMegabytes mebibytes of one file; 0 is 100
     * @param maxDays how long old files are kept; 0 is for ever
     * @param maxBackups how many old files are kept; 0 is all
     */
    record Rotation(int maxMegabytes, int maxDays, int maxBackups, boolean localTime) {
        private static final long MEBIBYTE = 1 << 20;
        private static final int MEGABYTES_DEFAULT = 100;

        long bytesMax() {
            return (maxMegabytes == 0 ? MEGABYTES_DEFAULT : maxMegabytes) * MEBIBYTE;
        }
    }

    /** A file for each value of a resource attribute. */
    record GroupBy(boolean enabled, String resourceAttribute, int maxOpenFiles) {}

    private static final String DEFAULT_PERMISSIONS = "0755";

    static final Field<String> PATH =
            Field.required(FieldType.string(), "path", "Where to write; relative to the working directory");
    static final Field<Boolean> APPEND =
            Field.bool("append", false, "Goes on at the end of the file, where it is otherwise emptied at the start");
    private static final Field<Integer> MAX_MEGABYTES = Field.int32(
                    "max_megabytes", 0, "A file of this size gives way to a new one; 0 is 100")
            .atLeast(0);
    private static final Field<Integer> MAX_DAYS = Field.int32(
                    "max_days", 0, "Old files are deleted after so many times 24 h; 0 is never")
            .atLeast(0);
    private static final Field<Integer> MAX_BACKUPS = Field.int32(
                    "max_backups", 100, "How many old files are kept; 0 is all")
            .atLeast(0);
    private static final Field<Boolean> LOCAL_TIME =
            Field.bool("localtime", false, "Names of old files have local time, where they otherwise have UTC");
    static final Field<Optional<Rotation>> ROTATION = Field.optional(
            ConfigSpec.of(
                    v -> new Rotation(v.get(MAX_MEGABYTES), v.get(MAX_DAYS), v.get(MAX_BACKUPS), v.get(LOCAL_TIME)),
                    MAX_MEGABYTES,
                    MAX_DAYS,
                    MAX_BACKUPS,
                    LOCAL_TIME),
            "rotation",
            "Begins a new file where one has grown too large; on when the key is there");
    static final Field<Format> FORMAT = Field.choice("format", Format.JSON, "OTLP as json, or as proto");
    static final Field<Boolean> COMPRESSION = Field.of(
            FieldType.choice(Map.of("", false, "zstd", true)),
            "compression",
            false,
            "zstd compresses each message by itself");
    static final Field<Duration> FLUSH_INTERVAL = Field.duration(
                    "flush_interval", Duration.ofSeconds(1), "How long what was written may stay in memory; 0 is 1s")
            .atLeast(Duration.ZERO);
    static final Field<Boolean> CREATE_DIRECTORY =
            Field.bool("create_directory", false, "Makes the folder of the file, and those above it");
    static final Field<String> DIRECTORY_PERMISSIONS = Field.string(
                    "directory_permissions", "", "Of folders that are made, octal, less the umask; empty is 0755")
            .must(
                    text -> text.isEmpty() || FolderPermissions.isOctal(text),
                    "be an octal number, for example \"0750\"");
    private static final Field<Boolean> GROUP_ENABLED =
            Field.bool("enabled", false, "Whether each value gets a file of its own");
    private static final Field<String> RESOURCE_ATTRIBUTE = Field.string(
            "resource_attribute", "fileexporter.path_segment", "The attribute whose value takes the place of *");
    private static final Field<Integer> MAX_OPEN_FILES =
            Field.int32("max_open_files", 100, "How many files are open at once");
    static final Field<GroupBy> GROUP_BY = Field.nested(
            ConfigSpec.of(
                    v -> new GroupBy(v.get(GROUP_ENABLED), v.get(RESOURCE_ATTRIBUTE), v.get(MAX_OPEN_FILES)),
                    GROUP_ENABLED,
                    RESOURCE_ATTRIBUTE,
                    MAX_OPEN_FILES),
            "group_by",
            "A file for each value of a resource attribute");

    static final ConfigSpec<FileConfig> SPEC = ConfigSpec.of(
                    v -> new FileConfig(
                            v.get(PATH),
                            v.get(APPEND),
                            v.get(ROTATION),
                            v.get(FORMAT),
                            v.get(COMPRESSION),
                            v.get(FLUSH_INTERVAL).isZero() ? Duration.ofSeconds(1) : v.get(FLUSH_INTERVAL),
                            v.get(CREATE_DIRECTORY),
                            v.get(DIRECTORY_PERMISSIONS),
                            v.get(GROUP_BY)),
                    PATH,
                    APPEND,
                    ROTATION,
                    FORMAT,
                    COMPRESSION,
                    FLUSH_INTERVAL,
                    CREATE_DIRECTORY,
                    DIRECTORY_PERMISSIONS,
                    GROUP_BY,
                    Field.unsupported("encoding", "encoding extensions are not supported; use format"),
                    Field.withoutEffect("compression_params", "the Collector ignores them too"))
            .check(FileConfig::check);

    private static void check(FileConfig config, CheckContext context) {
        if (config.append() && config.rotation().isPresent()) {
            context.error(APPEND, "append and rotation do not go together", "rotation goes on with the file by itself");
        }
        if (!config.createDirectory() && !config.directoryPermissions().isEmpty()) {
            context.error(DIRECTORY_PERMISSIONS, "has a meaning only with create_directory: true");
        } else if (!FolderPermissions.hasPermissionBitsOnly(config.permissions())) {
            context.error(DIRECTORY_PERMISSIONS, "has more than the permission bits 0777 in it");
        }
        if (config.groupBy().enabled()) {
            List<String> parts = config.pathParts();
            if (parts.size() != 2) {
                context.error(PATH, "must hold exactly one * when group_by is enabled", "for example /data/*.json");
            } else if (parts.getFirst().isEmpty()) {
                context.error(PATH, "must not begin with * when group_by is enabled", "for example ./*.json");
            }
            if (config.groupBy().resourceAttribute().isEmpty()) {
                context.error(GROUP_BY, "resource_attribute must not be empty");
            }
            if (config.groupBy().maxOpenFiles() < 1) {
                context.error(GROUP_BY, "max_open_files must be at least 1");
            }
        }
    }

    /** The path around each {@code *}. */
    List<String> pathParts() {
        return List.of(path.split("\\*", -1));
    }

    private String permissions() {
        return directoryPermissions.isEmpty() ? DEFAULT_PERMISSIONS : directoryPermissions;
    }

    /** Of folders that are made. */
    Set<PosixFilePermission> folderPermissions() {
        return FolderPermissions.of(permissions());
    }
}
