package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Snapshots of a run that no writer of this process has open. Reads the files again only if they changed. */
final class FolderSource implements RunSnapshot.Source {
    private final RunFolder folder;
    private @Nullable RunSnapshot last;
    private List<String> lastSizes = List.of();

    FolderSource(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public synchronized RunSnapshot snapshot() throws IOException, ProblemException {
        var sizes = sizes();
        var known = last;
        if (known != null && sizes.equals(lastSizes)) {
            return known;
        }
        var files = RunFiles.read(folder);
        var snapshot = new RunSnapshot(
                files.series().entries(files.extents()),
                files.segments(),
                files.head().view(),
                files.damaged(),
                folder.bytes());
        last = snapshot;
        lastSizes = sizes;
        return snapshot;
    }

    private List<String> sizes() throws IOException {
        var sizes = new ArrayList<String>();
        for (var name : folder.names()) {
            var file = folder.path().resolve(name);
            sizes.add(Files.exists(file) ? name + " " + Files.size(file) : name);
        }
        return sizes;
    }
}
