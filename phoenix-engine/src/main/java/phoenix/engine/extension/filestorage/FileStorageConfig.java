package phoenix.engine.extension.filestorage;

import java.time.Duration;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.engine.component.FolderPermissions;

/**
 * What a user writes.
 *
 * @param maxSizeBytes of each component's folder; 0 is no limit
 * @param timeout how long to wait for another process that has the folder; 0 is 5 minutes
 */
public record FileStorageConfig(
        String directory,
        Duration timeout,
        boolean fsync,
        boolean createDirectory,
        String directoryPermissions,
        long maxSizeBytes,
        boolean recreate) {
    private static final String BY_ITSELF =
            "files are deleted as soon as all in them is sent, so there is nothing to compact";

    static final Field<String> DIRECTORY =
            Field.string("directory", "/var/lib/otelcol/file_storage", "Where the files are; it has to be there");
    static final Field<Duration> TIMEOUT = Field.duration(
                    "timeout",
                    Duration.ofSeconds(1),
                    "How long to wait for a process that has the files; 0 is 5 minutes")
            .atLeast(Duration.ZERO);
    static final Field<Boolean> FSYNC =
            Field.bool("fsync", false, "Each write waits until it survives a loss of power");
    static final Field<Boolean> CREATE_DIRECTORY =
            Field.bool("create_directory", false, "Makes the directory, and those above it");
    static final Field<String> DIRECTORY_PERMISSIONS =
            Field.string("directory_permissions", "0750", "Of directories that are made, octal, less the umask");
    static final Field<Long> MAX_SIZE = Field.int64(
                    "max_size", 0, "Bytes on disk for each component that uses the storage; 0 is no limit")
            .atLeast(0L);
    static final Field<Boolean> RECREATE = Field.bool(
            "recreate", false, "A queue that cannot be read is moved away, to *.backup, and a new one begins");
    private static final Field<Boolean> COMPACTION = Field.nested(
            ConfigSpec.of(
                    _ -> true,
                    Field.withoutEffect("on_start", BY_ITSELF),
                    Field.withoutEffect("on_rebound", BY_ITSELF),
                    Field.withoutEffect("directory", BY_ITSELF),
                    Field.withoutEffect("max_transaction_size", BY_ITSELF),
                    Field.withoutEffect("rebound_needed_threshold_mib", BY_ITSELF),
                    Field.withoutEffect("rebound_trigger_threshold_mib", BY_ITSELF),
                    Field.withoutEffect("check_interval", BY_ITSELF),
                    Field.withoutEffect("cleanup_on_start", BY_ITSELF)),
            "compaction",
            "Has no effect: " + BY_ITSELF);

    static final ConfigSpec<FileStorageConfig> SPEC = ConfigSpec.of(
                    v -> new FileStorageConfig(
                            v.get(DIRECTORY),
                            v.get(TIMEOUT),
                            v.get(FSYNC),
                            v.get(CREATE_DIRECTORY),
                            v.get(DIRECTORY_PERMISSIONS),
                            v.get(MAX_SIZE),
                            v.get(RECREATE)),
                    DIRECTORY,
                    TIMEOUT,
                    FSYNC,
                    CREATE_DIRECTORY,
                    DIRECTORY_PERMISSIONS,
                    MAX_SIZE,
                    RECREATE,
                    COMPACTION)
            .check(FileStorageConfig::check);

    private static void check(FileStorageConfig config, CheckContext context) {
        if (config.directory().isEmpty() || config.directory().indexOf('\0') >= 0) {
            context.error(DIRECTORY, "names no directory", "for example /var/lib/otelcol/file_storage");
        }
        // As in the Collector: where no directory is made, they may be anything.
        if (config.createDirectory()) {
            if (!FolderPermissions.isOctal(config.directoryPermissions())) {
                context.error(DIRECTORY_PERMISSIONS, "must be an octal number", "for example \"0750\"");
            } else if (!FolderPermissions.hasPermissionBitsOnly(config.directoryPermissions())) {
                context.error(DIRECTORY_PERMISSIONS, "has more than the permission bits 0777 in it");
            }
        }
    }
}
