package phoenix.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlLimits;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.config.yaml.YamlScalar;

/** Reads {@code env:}, {@code file:} and {@code yaml:} URIs. Problems are reported where the URI stands. */
final class Retriever {
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String DEFAULT_MARK = ":-";
    private static final int FILE_TYPE = 0xF000;
    private static final int NAMED_PIPE = 0x1000;

    private final LoadSettings settings;
    private final Diagnostics diagnostics;

    /** What a resource sets in the environment of its Collector: there it wins. */
    private final Map<String, String> added = new HashMap<>();

    Retriever(LoadSettings settings, Diagnostics diagnostics) {
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    /** For an expansion inside a value: content that is no YAML is a string. */
    Optional<Retrieved> retrieve(ConfigUri uri, SourceSpan site) {
        return switch (uri.scheme()) {
            case "env" -> variable(uri.value(), site);
            case "yaml" -> Optional.of(lenient(uri.value(), site, Origin.LITERAL));
            case "file" -> file(uri.value(), site);
            case "http", "https" -> {
                diagnostics.add(
                        DiagnosticCode.BAD_URI,
                        site,
                        "Phoenix does not fetch configuration over " + uri.scheme(),
                        "download it and name the file");
                yield Optional.empty();
            }
            default -> {
                diagnostics.add(
                        DiagnosticCode.BAD_URI,
                        site,
                        uri.scheme().isEmpty()
                                ? "\"" + uri.value() + "\" is no URI"
                                : "unknown scheme \"" + uri.scheme() + "\"",
                        NearestName.hint(uri.scheme(), java.util.List.of("env", "file", "yaml"))
                                .orElse("use env:NAME, file:PATH or yaml:TEXT"));
                yield Optional.empty();
            }
        };
    }

    private Optional<Retrieved> variable(String spec, SourceSpan site) {
        int mark = spec.indexOf(DEFAULT_MARK);
        String name = mark < 0 ? spec : spec.substring(0, mark);
        if (!VARIABLE.matcher(name).matches()) {
            diagnostics.add(
                    DiagnosticCode.BAD_VARIABLE_NAME,
                    site,
                    "\"" + name + "\" is no name of an environment variable",
                    "letters, digits and _ only, not starting with a digit; a literal $ is written $$");
            return Optional.empty();
        }
        String value = added.getOrDefault(name, settings.environment().get(name));
        if (value != null) {
            return Optional.of(lenient(value, site, Origin.variable(name)));
        }
        if (mark >= 0) {
            String text = spec.substring(mark + DEFAULT_MARK.length());
            // An empty default is the empty string and not null.
            return Optional.of(
                    text.isEmpty()
                            ? new Retrieved(YamlScalar.string("", site), "", Origin.variable(name))
                            : lenient(text, site, Origin.variable(name)));
        }
        diagnostics.add(
                DiagnosticCode.UNSET_VARIABLE,
                site,
                "environment variable " + name + " is not set; the value is null",
                "set it, or give a default: ${env:" + name + ":-default}");
        return Optional.of(new Retrieved(YamlScalar.ofNull(site), "", Origin.unsetVariable(name)));
    }

    private Optional<Retrieved> file(String path, SourceSpan site) {
        Optional<byte[]> content = readFile(path, site);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Diagnostics own = new Diagnostics();
        Optional<YamlNode> node = new YamlReader(own).read(path, content.get());
        String text = new String(content.get(), java.nio.charset.StandardCharsets.UTF_8);
        boolean unreadable = own.errors().stream()
                .anyMatch(d -> d.code() == DiagnosticCode.INPUT_NOT_UTF8 || d.code() == DiagnosticCode.INPUT_TOO_LARGE);
        if (unreadable) {
            diagnostics.addAll(own.all());
            return Optional.empty();
        }
        own.source(path).ifPresent(diagnostics::addSource);
        boolean string = node.isEmpty() || own.hasErrors() || isString(node.get());
        return Optional.of(
                string
                        ? new Retrieved(YamlScalar.string(text, site), text, Origin.file(path))
                        : new Retrieved(node.get(), text, Origin.file(path)));
    }

    /** A file that has to be YAML: it is the argument of {@code --config}. */
    Optional<YamlNode> configFile(String path) {
        return readFile(path, SourceSpan.start(path))
                .flatMap(content -> new YamlReader(diagnostics).read(path, content));
    }

    /** A configuration of the catalog. */
    Optional<YamlNode> named(String name, String argument) {
        Optional<String> text = settings.catalog().text(name);
        if (text.isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.BAD_URI,
                    SourceSpan.start(argument),
                    "the catalog has no pipeline \"" + name + "\"",
                    NearestName.hint(name, settings.catalog().names())
                            .orElse("it has "
                                    + String.join(", ", settings.catalog().names())));
        }
        return text.flatMap(yaml -> new YamlReader(diagnostics).read("catalog:" + name, yaml));
    }

    void addVariables(Map<String, String> variables) {
        added.putAll(variables);
    }

    /** All that an expansion sees. */
    Map<String, String> variables() {
        Map<String, String> all = new HashMap<>(settings.environment());
        all.putAll(added);
        return all;
    }

    Optional<byte[]> readFile(String path, SourceSpan site) {
        String problem;
        try {
            Path file = settings.workingDirectory().resolve(path);
            if (Files.isDirectory(file)) {
                problem = "is a directory";
            } else if (isNamedPipe(file)) {
                problem = "is a named pipe, which may never end";
            } else {
                try (InputStream in = Files.newInputStream(file)) {
                    // One byte more than allowed shows that it is too large; a device may have no end.
                    return Optional.of(in.readNBytes(YamlLimits.DEFAULT.bytesMax() + 1));
                }
            }
        } catch (NoSuchFileException e) {
            problem = "no such file";
        } catch (java.nio.file.AccessDeniedException e) {
            problem = "permission denied";
        } catch (IOException | InvalidPathException e) {
            problem = String.valueOf(e.getMessage());
        }
        diagnostics.add(
                DiagnosticCode.INPUT_UNREADABLE,
                site,
                "cannot read " + (path.isEmpty() ? "a file without a name" : path) + ": " + problem,
                "relative paths start in " + settings.workingDirectory());
        return Optional.empty();
    }

    /** Reading one waits for a writer; what a shell hands over is below /dev and is read. */
    private static boolean isNamedPipe(Path file) throws IOException {
        boolean ofShell = file.startsWith("/dev") || file.startsWith("/proc");
        return !ofShell
                && Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:mode") instanceof Integer mode
                && (mode & FILE_TYPE) == NAMED_PIPE;
    }

    /** Text as a value: YAML when it is, else a string. A string keeps its quotes: the text is taken verbatim. */
    static Retrieved lenient(String text, SourceSpan site, Origin origin) {
        Diagnostics own = new Diagnostics();
        Optional<YamlNode> node = new YamlReader(own).read(site.file(), text);
        boolean string = node.isEmpty() || own.hasErrors() || isString(node.get());
        YamlNode value = string ? YamlScalar.string(text, site) : Relocation.to(site, node.get(), origin);
        return new Retrieved(value, text, origin);
    }

    private static boolean isString(YamlNode node) {
        return node instanceof YamlScalar s && s.type() == YamlScalar.Type.STRING;
    }
}
