package phoenix.config.diagnostic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes diagnostics for people: position, code and message, the source line with a caret, the hint.
 *
 * <pre>
 * collector.yaml:7:5: error PHX1201: unknown field "timout" of processor batch
 *   7 |     timout: 1s
 *     |     ^^^^^^
 *   hint: did you mean "timeout"?
 * </pre>
 *
 * Text that the reader marked as secret, and values of keys that look like credentials, are masked in source lines.
 */
public final class DiagnosticRenderer {
    private static final String REDACTED = "[REDACTED]";
    private static final int LINE_WIDTH_MAX = 160;

    /** A file with a syntax error never gets as far as its field types, so here the name of the key has to do. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?i)([\\w.-]*(?:api[-_]?key|license[-_]?key|password|passwd|secret|token|authorization|credential)[\\w-]*[\"']?\\s*:\\s*)"
                + "([\"']?\\$\\{[^}]*}[\"']?|[^\\s#,}][^#,}]*)");

    private static final Pattern USER_INFO = Pattern.compile("://([^/@\\s\"']+)@");

    private DiagnosticRenderer() {}

    /** All findings, one after the other, with a closing line when some were left out. Ends with a newline. */
    public static String text(Diagnostics diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic d : diagnostics.all()) {
            render(d, diagnostics, new Paint(false), out);
        }
        if (diagnostics.suppressed() > 0) {
            out.append("... and ").append(diagnostics.suppressed()).append(" more\n");
        }
        return out.toString();
    }

    /** One finding with its source line. */
    public static String text(Diagnostic diagnostic, Diagnostics context) {
        return text(diagnostic, context, false);
    }

    /**
     * One finding with its source line.
     *
     * @param coloured for a terminal: severities and carets have colours
     */
    public static String text(Diagnostic diagnostic, Diagnostics context, boolean coloured) {
        StringBuilder out = new StringBuilder();
        render(diagnostic, context, new Paint(coloured), out);
        return out.toString();
    }

    /** The line that a finding is about, without what is secret in it. */
    public static Optional<String> line(Diagnostic diagnostic, Diagnostics context) {
        return context.source(diagnostic.span().file())
                .flatMap(s -> s.line(diagnostic.span().line()))
                .map(line -> mask(new Masked(line, 0, 0), diagnostic.span(), context).line);
    }

    /** Escape sequences of terminals, or none. */
    private record Paint(boolean on) {
        private static final String RESET = "\u001b[0m";

        String bold(String text) {
            return on ? "\u001b[1m" + text + RESET : text;
        }

        String severity(Severity severity, String text) {
            String colour = switch (severity) {
                case ERROR -> "\u001b[1;31m";
                case WARNING -> "\u001b[1;33m";
                case HINT -> "\u001b[1;36m";
            };
            return on ? colour + text + RESET : text;
        }
    }

    private static void render(Diagnostic d, Diagnostics context, Paint paint, StringBuilder out) {
        out.append(paint.bold(d.span().toString()))
                .append(": ")
                .append(paint.severity(
                        d.severity(), d.severity() + " " + d.code().id()));
        out.append(": ").append(d.message()).append('\n');
        StringBuilder excerpt = new StringBuilder();
        context.source(d.span().file())
                .flatMap(s -> s.line(d.span().line()))
                .ifPresent(line -> excerpt(d.span(), line, context, excerpt));
        int caret = excerpt.indexOf("^", Math.max(0, excerpt.indexOf("\n")));
        if (caret >= 0) {
            out.append(excerpt, 0, caret)
                    .append(paint.severity(
                            d.severity(), excerpt.substring(caret).stripTrailing()))
                    .append('\n');
        }
        d.hint().ifPresent(h -> out.append("  hint: ").append(h).append('\n'));
    }

    private static void excerpt(SourceSpan span, String line, Diagnostics context, StringBuilder out) {
        int caretStart = Math.min(span.column() - 1, line.length());
        int caretEnd = span.endLine() > span.line() ? line.stripTrailing().length() : span.endColumn() - 1;
        caretEnd = Math.clamp(caretEnd, caretStart, line.length());
        Masked masked = mask(new Masked(line, caretStart, caretEnd), span, context);

        // Long lines are cut so that the caret stays in view.
        int from = Math.max(0, masked.caretStart - LINE_WIDTH_MAX / 2);
        int to = Math.min(masked.line.length(), from + LINE_WIDTH_MAX);
        String shown = masked.line.substring(from, to);
        String number = Integer.toString(span.line());
        out.append("  ").append(number).append(" | ").append(shown).append('\n');
        out.append("  ").append(" ".repeat(number.length())).append(" | ");
        for (int i = from; i < masked.caretStart; i++) {
            // A tab keeps its width under a tab.
            out.append(masked.line.charAt(i) == '\t' ? '\t' : ' ');
        }
        out.append("^".repeat(Math.max(1, Math.min(masked.caretEnd, to) - masked.caretStart)))
                .append('\n');
    }

    private record Masked(String line, int caretStart, int caretEnd) {
        /** Replaces [from, to) and moves the caret along with the text that shifts. */
        Masked replace(int from, int to) {
            int delta = REDACTED.length() - (to - from);
            int start = caretStart >= to ? caretStart + delta : Math.min(caretStart, Math.max(from, caretStart));
            start = caretStart > from && caretStart < to ? from : start;
            int end = caretEnd >= to ? caretEnd + delta : caretEnd;
            return new Masked(line.substring(0, from) + REDACTED + line.substring(to), start, Math.max(start, end));
        }
    }

    /** <code>${env:KEY}</code> says where a secret is, not what it is; with a default it might. */
    private static boolean isReference(String written) {
        return written.matches("[\"']?\\$\\{(env:|file:)?[\\w./-]+}[\"']?");
    }

    /** All secrets of the line, the last first, so that the places of the others stay true. */
    private static Masked mask(Masked input, SourceSpan at, Diagnostics context) {
        TreeMap<Integer, Integer> regions = new TreeMap<>();
        String line = input.line;
        for (SourceSpan secret : context.secrets()) {
            if (secret.file().equals(at.file()) && secret.line() <= at.line() && secret.endLine() >= at.line()) {
                int from = secret.line() == at.line() ? secret.column() - 1 : 0;
                int to = secret.endLine() == at.line() ? secret.endColumn() - 1 : line.length();
                regions.merge(from, Math.min(to, line.length()), Math::max);
            }
        }
        USER_INFO.matcher(line).results().forEach(m -> regions.merge(m.start(1), m.end(1), Math::max));
        CREDENTIAL.matcher(line).results().forEach(m -> {
            int end = m.start(2) + m.group(2).stripTrailing().length();
            regions.merge(m.start(2), end, Math::max);
        });
        // A password within a secret goes with it.
        regions.entrySet()
                .removeIf(r -> regions.headMap(r.getKey()).values().stream().anyMatch(end -> end >= r.getValue()));
        Masked result = input;
        int upTo = line.length();
        for (Map.Entry<Integer, Integer> region : regions.descendingMap().entrySet()) {
            int from = region.getKey();
            int to = Math.min(region.getValue(), upTo);
            if (from < to && !isReference(line.substring(from, to))) {
                result = result.replace(from, to);
                upTo = from;
            }
        }
        return result;
    }
}
