package phoenix.engine.exporter.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import phoenix.engine.exporter.file.FileConfig.Rotation;

/** The old files beside a rotating one: their names, and which of them go. */
final class Backups {
    private static final System.Logger LOG = System.getLogger(FileExporter.class.getName());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");
    private static final String REASON = "-size";

    private final Path folder;
    private final String prefix;
    private final String extension;
    private final Rotation rotation;
    private final ZoneId zone;

    private record Backup(Path path, Instant time) {}

    Backups(Path path, Rotation rotation) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        this.folder = path.toAbsolutePath().getParent() == null
                ? path.toAbsolutePath()
                : path.toAbsolutePath().getParent();
        this.prefix = (dot < 0 ? name : name.substring(0, dot)) + "-";
        this.extension = dot < 0 ? "" : name.substring(dot);
        this.rotation = rotation;
        this.zone = rotation.localTime() ? ZoneId.systemDefault() : ZoneOffset.UTC;
    }

    /** Where the file goes that gives way at that time. */
    Path at(Instant time) {
        return folder.resolve(prefix + TIME.format(time.atZone(zone)) + REASON + extension);
    }

    /** Gives files of older versions of the Collector, which have no reason in their names, the names of today. */
    void migrate() throws IOException {
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            Optional<Instant> time = time(middle(name));
            if (time.isPresent()) {
                Path target = at(time.get());
                if (Files.exists(target)) {
                    Files.deleteIfExists(file);
                } else {
                    Files.move(file, target);
                }
            }
        }
    }

    /** Deletes what is too old, and what there is too much of. */
    void prune(Instant now) throws IOException {
        if (rotation.maxBackups() == 0 && rotation.maxDays() == 0) {
            return;
        }
        List<Backup> newestFirst = new ArrayList<>();
        for (Path file : files()) {
            String middle = middle(String.valueOf(file.getFileName()));
            int reason = middle.lastIndexOf('-');
            if (reason >= 0) {
                time(middle.substring(0, reason)).ifPresent(time -> newestFirst.add(new Backup(file, time)));
            }
        }
        newestFirst.sort(Comparator.comparing(Backup::time).reversed());
        Instant cutoff = now.minus(Duration.ofDays(rotation.maxDays()));
        long times = 0;
        Instant last = Instant.MAX;
        for (Backup backup : newestFirst) {
            times += backup.time().equals(last) ? 0 : 1;
            last = backup.time();
            boolean tooMany = rotation.maxBackups() > 0 && times > rotation.maxBackups();
            boolean tooOld = rotation.maxDays() > 0 && backup.time().isBefore(cutoff);
            if (tooMany || tooOld) {
                delete(backup.path());
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} cannot be deleted: {1}", file, e);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                if (!Files.isDirectory(file)) {
                    files.add(file);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** What stands between the name and its extension; empty when it is not one of ours. */
    private String middle(String name) {
        boolean ours = name.startsWith(prefix)
                && name.endsWith(extension)
                && name.length() >= prefix.length() + extension.length();
        return ours ? name.substring(prefix.length(), name.length() - extension.length()) : "";
    }

    private Optional<Instant> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME).atZone(zone).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
