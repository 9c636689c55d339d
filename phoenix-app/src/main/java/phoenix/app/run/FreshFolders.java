package phoenix.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers the folders that a run is about to make, so that one that fails to start leaves none behind. */
final class FreshFolders {
    private final List<Path> innermostFirst = new ArrayList<>();

    /** To be called before the folder, and what is missing above it, is made. */
    void note(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder.toAbsolutePath(); path != null && Files.notExists(path); path = path.getParent()) {
            missing.add(path);
        }
        innermostFirst.addAll(0, missing);
    }

    /** Takes away those that are empty; what someone has put something into stays. */
    void remove() {
        for (Path folder : innermostFirst) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                System.getLogger(FreshFolders.class.getName())
                        .log(System.Logger.Level.DEBUG, "not removed: " + e.getMessage());
            }
        }
    }
}
