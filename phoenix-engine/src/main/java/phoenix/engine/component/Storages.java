package phoenix.engine.component;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import phoenix.engine.component.StorageSpace.EndOfGraph;

/**
 * The storages of one graph. Where two graphs run beside each other with the same settings, each gets a folder of its own
 * inside those of its storages, which is deleted at the end.
 */
public final class Storages implements Component {
    /** There is none. */
    public static final Storages NONE = new Storages(Map.of());

    private final Map<String, Storage> byId;
    private final String ownFolder;
    private final boolean outlived;
    private final Set<Path> made = new LinkedHashSet<>();

    /** The storages by the ids of their extensions; what is in them outlives the graph. */
    public Storages(Map<String, Storage> byId) {
        this(byId, "", true);
    }

    private Storages(Map<String, Storage> byId, String ownFolder, boolean outlived) {
        this.byId = new LinkedHashMap<>(byId);
        this.ownFolder = ownFolder;
        this.outlived = outlived;
    }

    /**
     * The storages of a graph that nobody starts again with the same files.
     *
     * @param ownFolder the name of a folder for what is not to outlive this graph; empty for none
     */
    public static Storages ofRun(Map<String, Storage> byId, String ownFolder) {
        return new Storages(byId, ownFolder, false);
    }

    /**
     * The place of a component. To be called once the storages have been started.
     *
     * @param storage the id of the extension
     * @throws StartException when there is no such storage
     */
    public StorageSpace space(String storage, String kind, String component, String use) throws StartException {
        Storage found = byId.get(storage);
        if (found == null) {
            throw new StartException(
                    component + ": " + storage + " is no extension that stores data: file_storage is one");
        }
        StorageSpace space = found.space(kind, component, use);
        if (outlived) {
            return space;
        }
        return ownFolder.isEmpty()
                ? space.with(space.folder(), EndOfGraph.SEND_AND_KEEP)
                : inOwnFolder(space, component);
    }

    private StorageSpace inOwnFolder(StorageSpace space, String component) throws StartException {
        Path folder = space.folder().resolveSibling(ownFolder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException(
                    component + ": cannot make " + folder + " (" + e + "): make the folder above it writable", e);
        }
        synchronized (made) {
            made.add(folder);
        }
        return space.with(folder.resolve(space.folder().getFileName()), EndOfGraph.SEND_AND_DELETE);
    }

    @Override
    public void start() throws StartException {
        for (Storage storage : byId.values()) {
            storage.start();
        }
    }

    @Override
    public void shutdown(Duration grace) {
        byId.values().forEach(storage -> storage.shutdown(grace));
        List<Path> folders;
        synchronized (made) {
            folders = new ArrayList<>(made);
            made.clear();
        }
        folders.forEach(Storages::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(Storages.class.getName())
                    .log(Level.WARNING, folder + " cannot be deleted, and is of no use any more: " + e);
        }
    }
}
