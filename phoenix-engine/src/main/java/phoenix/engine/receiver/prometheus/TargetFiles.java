package phoenix.engine.receiver.prometheus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Group;

/** Reads the files of {@code file_sd_configs}. What was good once stays while a file is not. One thread at a time. */
final class TargetFiles {
    private static final System.Logger LOG = System.getLogger(PrometheusReceiver.class.getName());
    private static final int FILE_BYTES_MAX = 8 << 20;
    private static final Field<List<Group>> GROUPS = Field.list(ScrapeFields.GROUP, "groups", "The groups of a file");
    private static final ConfigSpec<List<Group>> SPEC = ConfigSpec.of(v -> v.get(GROUPS), GROUPS);

    private final List<String> patterns;
    private final Map<Path, List<Group>> last = new HashMap<>();

    TargetFiles(List<String> patterns) {
        this.patterns = patterns;
    }

    List<Group> read() {
        List<Group> groups = new ArrayList<>();
        List<Path> files = files();
        last.keySet().retainAll(files);
        for (Path file : files) {
            try {
                last.put(file, groups(file));
            } catch (IOException | ParseException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} cannot be used: {1}", file, e.getMessage());
            }
            groups.addAll(last.getOrDefault(file, List.of()));
        }
        return groups;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns) {
            Path path = Path.of(pattern);
            Path folder = path.toAbsolutePath().getParent();
            String name = String.valueOf(path.getFileName());
            if (!name.contains("*") || folder == null) {
                files.add(path);
                continue;
            }
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, name)) {
                matching.forEach(files::add);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", folder, e);
            }
        }
        files.sort(null);
        return files;
    }

    private static List<Group> groups(Path file) throws IOException, ParseException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("it is larger than " + FILE_BYTES_MAX + " bytes");
        }
        Diagnostics diagnostics = new Diagnostics();
        List<Group> groups = new YamlReader(diagnostics)
                .read(file.toString(), Files.readString(file))
                .flatMap(node ->
                        SPEC.decode(YamlMapping.empty(node.span()).with("groups", node), file.toString(), diagnostics))
                .orElseThrow(() -> new ParseException(String.valueOf(diagnostics.errors())));
        return groups.stream()
                .map(group -> {
                    Map<String, String> labels = new HashMap<>(group.labels());
                    labels.put("__meta_filepath", file.toString());
                    return new Group(group.targets(), labels);
                })
                .toList();
    }
}
