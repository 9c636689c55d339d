package phoenix.app.loadgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A folder of small scripts with the names of servers: a process is named after the script it runs. Each waits for a line
 * on its standard input, works a little when one comes, and ends when there is nobody left to write one: so it ends with
 * whoever holds the other end, whatever becomes of that.
 */
final class ProcessFolder implements AutoCloseable {
    /** A few milliseconds of a processor. */
    private static final String SCRIPT = """
        #!/bin/sh
        while read -r _; do i=0; while [ $i -lt 500 ]; do i=$((i+1)); done; done
        """;

    private final Path folder;

    ProcessFolder(Path parent) throws IOException {
        folder = Files.createTempDirectory(parent, "phoenix-loadgen");
        for (String name : SyntheticProcess.names()) {
            executable(name, SCRIPT);
        }
    }

    Path executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
