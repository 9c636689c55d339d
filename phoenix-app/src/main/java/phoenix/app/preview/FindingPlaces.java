package phoenix.app.preview;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.app.run.PreparedVariant;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * Where in the files stands what a finding is about.
 *
 * @param criteria of the experiment file; null where there is none
 */
record FindingPlaces(PreparedVariant candidate, @Nullable YamlNode criteria) {
    /** The criterion, else the candidate's pipelines: the list of processors is what decides. */
    SourceSpan criterion(String name) {
        return key(criteria, name)
                .or(() -> pipelines().map(YamlNode::span).filter(FindingPlaces::inFile))
                .orElseGet(this::start);
    }

    /** The definition of a processor of the candidate, else its pipeline. */
    SourceSpan step(String pipeline, String processor) {
        return key(candidate.config().get("processors").orElse(null), processor)
                .or(() -> key(pipelines().orElse(null), pipeline))
                .orElseGet(this::start);
    }

    private Optional<YamlNode> pipelines() {
        return candidate.config().at("service", "pipelines");
    }

    private static Optional<SourceSpan> key(@Nullable YamlNode mapping, String name) {
        return mapping instanceof YamlMapping entries
                ? entries.entry(name).map(entry -> entry.key().span()).filter(FindingPlaces::inFile)
                : Optional.empty();
    }

    /** Not what Phoenix added, nor what came from the command line or the environment. */
    private static boolean inFile(SourceSpan span) {
        return span.line() >= 1
                && !span.file().isEmpty()
                && !span.file().startsWith("--")
                && !span.file().startsWith("env:")
                && !span.file().startsWith("catalog:");
    }

    private SourceSpan start() {
        return SourceSpan.start(
                candidate.files().isEmpty() ? "" : candidate.files().getLast());
    }
}
