package phoenix.config.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.diagnostic.SourceText;

/**
 * Reads YAML into {@link YamlNode}s with positions. Never throws on bad input: whatever is wrong becomes a diagnostic.
 * Only the first document of a stream is read, as the Collector does.
 */
public final class YamlReader {
    private final YamlLimits limits;
    private final Diagnostics diagnostics;

    public YamlReader(YamlLimits limits, Diagnostics diagnostics) {
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    public YamlReader(Diagnostics diagnostics) {
        this(YamlLimits.DEFAULT, diagnostics);
    }

    /**
     * Reads the content of a file.
     *
     * @return the root, a null scalar for an empty file; empty when there was an error, which is then reported
     */
    public Optional<YamlNode> read(String file, byte[] content) {
        if (content.length > limits.bytesMax()) {
            tooLarge(file);
            return Optional.empty();
        }
        return decode(file, content).flatMap(text -> read(file, text));
    }

    /** Every document of a file; none when there was an error in one, which is then reported. */
    public List<YamlNode> readAll(String file, byte[] content) {
        if (content.length > limits.bytesMax()) {
            tooLarge(file);
            return List.of();
        }
        return decode(file, content)
                .flatMap(text -> compose(file, text, NodeComposer::documents))
                .orElse(List.of());
    }

    /** Reads text that is already decoded; otherwise as {@link #read(String, byte[])}. */
    public Optional<YamlNode> read(String file, String text) {
        if (text.length() > limits.bytesMax()) {
            tooLarge(file);
            return Optional.empty();
        }
        return compose(file, text, NodeComposer::document);
    }

    private <T> Optional<T> compose(String file, String text, BiFunction<NodeComposer, Iterator<Event>, T> what) {
        SourceText source = new SourceText(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        diagnostics.addSource(source);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            TabsInIndentation tabs = new TabsInIndentation(events);
            T composed = what.apply(new NodeComposer(source, limits, diagnostics), tabs);
            OptionalInt tab = tabs.firstIn(source);
            if (tab.isPresent()) {
                diagnostics.add(
                        DiagnosticCode.YAML_SYNTAX,
                        new SourceSpan(file, tab.getAsInt(), 1, tab.getAsInt(), 2),
                        "not valid YAML: a line begins with a tab",
                        "indent by spaces, comments too");
                return Optional.empty();
            }
            return Optional.of(composed);
        } catch (NodeComposer.Refused refused) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            diagnostics.add(DiagnosticCode.YAML_SYNTAX, place(e, source), problem(e));
        } catch (ReaderException e) {
            diagnostics.add(
                    DiagnosticCode.YAML_SYNTAX,
                    pointAtCodePoint(file, text, e.getPosition()),
                    String.format("YAML allows no character U+%04X", e.getCodePoint()),
                    "is this a text file?");
        } catch (YamlEngineException e) {
            diagnostics.add(DiagnosticCode.YAML_SYNTAX, SourceSpan.start(file), "not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void tooLarge(String file) {
        diagnostics.add(
                DiagnosticCode.INPUT_TOO_LARGE,
                SourceSpan.start(file),
                "larger than the " + (limits.bytesMax() >> 20) + " MiB a configuration may have");
    }

    /** Where the problem is; for something that is never closed, where it was opened. */
    private static SourceSpan place(MarkedYamlEngineException e, SourceText source) {
        Optional<Mark> atEnd = e.getProblemMark().filter(m -> m.getLine() >= source.lineCount());
        return (atEnd.isPresent() ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark())
                .map(m -> pointAt(source, m))
                .orElseGet(() -> SourceSpan.start(source.name()));
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "syntax error" : e.getProblem();
        return "not valid YAML: " + (e.getContext() == null ? problem : e.getContext() + ", " + problem);
    }

    private Optional<String> decode(String file, byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            diagnostics.add(
                    DiagnosticCode.INPUT_NOT_UTF8,
                    pointAtChar(file, out.toString(), out.length()),
                    String.format("byte 0x%02X is not UTF-8", content[in.position()]),
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(out.toString());
    }

    private static SourceSpan pointAtCodePoint(String file, String text, int codePoint) {
        int count = Math.min(codePoint, text.codePointCount(0, text.length()));
        return pointAtChar(file, text, text.offsetByCodePoints(0, count));
    }

    private static SourceSpan pointAtChar(String file, String text, int offset) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new SourceSpan(file, line, column, line, column);
    }

    /** A mark counts code points from 0. */
    static SourceSpan pointAt(SourceText source, Mark mark) {
        int line = mark.getLine() + 1;
        int column = column(source, line, mark.getColumn());
        return new SourceSpan(source.name(), line, column, line, column);
    }

    static int column(SourceText source, int line, int codePoints) {
        String text = source.line(line).orElse("");
        return codePoints >= text.length() || codePoints > text.codePointCount(0, text.length())
                ? codePoints + 1
                : text.offsetByCodePoints(0, codePoints) + 1;
    }
}
