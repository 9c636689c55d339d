package phoenix.config.compile;

import phoenix.config.collector.ComponentConfig;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlScalar;

/** Two variants cannot write one file: in the candidate, which runs beside the baseline, exporters write beside it. */
final class FilePass implements Compilation.Pass {
    private static final String MARK = "-candidate";

    @Override
    public YamlMapping apply(YamlMapping root, Compilation compilation) {
        YamlMapping result = root;
        if (compilation.settings.variant() != CompiledFor.CANDIDATE) {
            return result;
        }
        for (ComponentConfig exporter : compilation.metricExporters()) {
            if (exporter.type().equals("file")
                    && exporter.node().get("path").orElse(null) instanceof YamlScalar path
                    && path.asString().isPresent()) {
                String own = beside(path.asString().get());
                result = Trees.set(
                        result, Trees.text(own), "exporters", exporter.id().toString(), "path");
                compilation.changed(
                        Change.Kind.MOVED,
                        exporter.path() + "::path",
                        "the baseline writes " + path.asString().get() + "; here it writes " + own);
            }
        }
        return result;
    }

    /** {@code a/b.json} becomes {@code a/b-candidate.json}; a path for groups keeps its one {@code *}. */
    static String beside(String path) {
        int name = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int end = dot > name ? dot : path.length();
        return path.substring(0, end) + MARK + path.substring(end);
    }
}
