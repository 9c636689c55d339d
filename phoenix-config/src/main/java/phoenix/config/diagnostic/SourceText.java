package phoenix.config.diagnostic;

import java.util.List;
import java.util.Optional;

/** The text of an input, kept to show a finding together with its line. */
public final class SourceText {
    private final String name;
    private final List<String> lines;

    public SourceText(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    public String name() {
        return name;
    }

    /** The line with this number, counted from 1. */
    public Optional<String> line(int number) {
        return number >= 1 && number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
    }

    public int lineCount() {
        return lines.size();
    }
}
