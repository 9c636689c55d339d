package phoenix.engine.extension.filestorage;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.StorageType;
import phoenix.engine.component.FolderPermissions;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storage;
import phoenix.engine.component.StorageSpace;

/**
 * The Collector's {@code file_storage} extension: a directory in which each component that asks for it has a folder, under
 * the name that the Collector gives its file. What is in the folder is the component's business. Thread-safe.
 */
public final class FileStorageExtension implements Storage {
    private static final System.Logger LOG = System.getLogger(FileStorageExtension.class.getName());

    public static final StorageType<FileStorageConfig> TYPE = new StorageType<>(
            ComponentSpec.metrics(ComponentKind.EXTENSION, "file_storage", List.of(), FileStorageConfig.SPEC),
            FileStorageExtension::new);

    /** Tells our folders from the Collector's files, which have the same names and another format. */
    private static final String SUFFIX = ".queue";

    private static final int NAME_CHARS_MAX = 200;
    /** What a timeout of 0 means; the Collector waits for ever then. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final FileStorageConfig config;
    private final ComponentContext context;
    private final Path directory;

    private FileStorageExtension(FileStorageConfig config, ComponentContext context) {
        this.config = config;
        this.context = context;
        this.directory = Path.of(config.directory()).toAbsolutePath();
    }

    @Override
    public void start() throws StartException {
        if (config.createDirectory() && Files.notExists(directory)) {
            try {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(FolderPermissions.of(config.directoryPermissions())));
            } catch (IOException e) {
                throw new StartException(
                        context.id() + ": cannot make the directory " + directory + " (" + e
                                + "): make the one above it writable, or name another one",
                        e);
            }
        }
        if (!Files.exists(directory)) {
            throw new StartException(context.id() + ": the directory " + directory
                    + " does not exist: make it, or set create_directory: true");
        }
        if (!Files.isDirectory(directory)) {
            throw new StartException(context.id() + ": " + directory + " is not a directory: name another one");
        }
        if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
            throw new StartException(context.id() + ": the directory " + directory
                    + " is not writable for this user: change its owner or permissions, or name another one");
        }
    }

    @Override
    public StorageSpace space(String kind, String component, String use) {
        String name = name(kind, component, use);
        if (Files.isRegularFile(directory.resolve(name))) {
            LOG.log(
                    Level.WARNING,
                    context.id() + ": " + directory.resolve(name) + " belongs to otelcol and is not read here: let"
                            + " otelcol send what is in it");
        }
        return new StorageSpace(
                directory.resolve(name + SUFFIX),
                config.fsync(),
                config.maxSizeBytes(),
                config.timeout().isZero() ? LONGEST_WAIT : config.timeout(),
                config.recreate());
    }

    /** As the Collector: {@code exporter_otlp_http_backend_metrics}. */
    static String name(String kind, String component, String use) {
        ComponentId id = ComponentId.parse(component);
        StringBuilder name = new StringBuilder();
        (kind + "_" + id.type() + "_" + id.name() + "_" + use)
                .codePoints()
                .forEach(c -> name.append(
                        isSafe(c) ? Character.toString(c) : String.format(java.util.Locale.ROOT, "~%04X", c)));
        if (name.length() <= NAME_CHARS_MAX) {
            return name.toString();
        }
        CRC32C rest = new CRC32C();
        rest.update(name.toString().getBytes(StandardCharsets.UTF_8));
        return name.substring(0, NAME_CHARS_MAX) + "~" + Long.toHexString(rest.getValue());
    }

    private static boolean isSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }
}
