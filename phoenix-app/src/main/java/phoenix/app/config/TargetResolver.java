package phoenix.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentList;
import phoenix.config.collector.ShippedLists;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.diagnostic.SourceSpan;

/** From the word of {@code --target} to the target: a name, a recorded list, or the binary of a Collector. */
final class TargetResolver {
    private static final String EMBEDDED = "embedded";
    private static final String OTELCOL = "otelcol";
    private static final int LIST_BYTES_MAX = 4 << 20;
    private static final int MAGIC_BYTES = 4;

    private final Path workingDirectory;
    private final CollectorBinary.Limits limits;

    TargetResolver(Path workingDirectory, CollectorBinary.Limits limits) {
        this.workingDirectory = workingDirectory;
        this.limits = limits;
    }

    /** Empty when the word names no target; that is then reported. */
    Optional<Target> resolve(String word, ComponentCatalog engine, Diagnostics diagnostics) {
        if (word.equals(EMBEDDED)) {
            return Optional.of(Target.embedded(engine));
        }
        if (word.equals(OTELCOL)) {
            return Optional.of(Target.otelcol(engine));
        }
        return list(word, diagnostics).map(list -> Target.recorded(list, engine));
    }

    /** The components of a distribution that comes with Phoenix, of a recorded list, or of a binary that is asked. */
    Optional<ComponentList> list(String word, Diagnostics diagnostics) {
        Optional<ComponentList> shipped = ShippedLists.find(word);
        if (shipped.isPresent()) {
            return shipped;
        }
        try {
            Path file = workingDirectory.resolve(word);
            if (!Files.isRegularFile(file)) {
                report(diagnostics, word, Files.exists(file) ? "is no file" : "is neither a target nor a file", word);
                return Optional.empty();
            }
            byte[] head = head(file, MAGIC_BYTES);
            boolean program = Files.isExecutable(file) && isProgram(head);
            byte[] content = program ? new CollectorBinary(file, limits).components() : head(file, LIST_BYTES_MAX + 1);
            if (content.length > LIST_BYTES_MAX) {
                report(diagnostics, word, "is too large for a list of components", "");
                return Optional.empty();
            }
            return Target.read(word, content, diagnostics);
        } catch (CollectorBinary.UnusableException e) {
            report(diagnostics, word, String.valueOf(e.getMessage()), "");
        } catch (IOException | InvalidPathException e) {
            report(diagnostics, word, "cannot be read: " + e.getMessage(), "");
        }
        return Optional.empty();
    }

    private static byte[] head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    /** ELF, Mach-O, or a script: a list that happens to be executable is read all the same. */
    private static boolean isProgram(byte[] head) {
        if (head.length < MAGIC_BYTES) {
            return false;
        }
        boolean elf = head[0] == 0x7F && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
        boolean script = head[0] == '#' && head[1] == '!';
        boolean machO = (head[0] & 0xFF) == 0xCF && (head[1] & 0xFF) == 0xFA && (head[2] & 0xFF) == 0xED;
        return elf || script || machO;
    }

    private static void report(Diagnostics diagnostics, String word, String problem, String misspelt) {
        List<String> names = new ArrayList<>(List.of(EMBEDDED, OTELCOL));
        names.addAll(ShippedLists.names());
        diagnostics.add(
                DiagnosticCode.BAD_COMPONENT_LIST,
                SourceSpan.start("--target"),
                "\"" + word + "\" " + problem,
                NearestName.hint(misspelt, names)
                        .orElse("name one of " + String.join(", ", names)
                                + ", a file with the output of \"otelcol components\", or the binary of a Collector"));
    }
}
