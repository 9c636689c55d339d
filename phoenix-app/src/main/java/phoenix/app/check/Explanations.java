package phoenix.app.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.DiagnosticCode;

/** What {@code docs/errors.md} says of each code. */
final class Explanations {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (PHX\\d{4})\\n(.*?)(?=^##|\\z)");
    private static final Pattern SUMMARY = Pattern.compile("(?s)^\\*\\w+: (.*?)\\*(.*?)(?=\\n\\n|\\z)");

    private final Map<String, String> sections = new LinkedHashMap<>();

    private Explanations(String page) {
        Matcher m = SECTION.matcher(page);
        while (m.find()) {
            sections.put(m.group(1), m.group(2).strip());
        }
    }

    static Explanations read() {
        try (InputStream page = Objects.requireNonNull(
                Explanations.class.getResourceAsStream("errors.md"), "errors.md is part of the program")) {
            return new Explanations(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole section, as Markdown; empty for an id that there is not. */
    Optional<String> of(String id) {
        return Optional.ofNullable(sections.get(id));
    }

    /** What it is, in one sentence without its full stop. */
    String summary(DiagnosticCode code) {
        Matcher m = SUMMARY.matcher(sections.getOrDefault(code.id(), ""));
        return m.find() ? oneLine(m.group(1)).replaceAll("\\.$", "") : code.id();
    }

    /** The summary and what is said beside it, without examples. */
    String text(DiagnosticCode code) {
        Matcher m = SUMMARY.matcher(sections.getOrDefault(code.id(), ""));
        String detail = m.find() ? oneLine(m.group(2)) : "";
        boolean goesOn = detail.startsWith(",") || detail.startsWith(":") || detail.startsWith("(");
        return detail.isEmpty() || detail.equals(".")
                ? summary(code) + "."
                : summary(code) + (goesOn ? "" : ". ") + detail;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
