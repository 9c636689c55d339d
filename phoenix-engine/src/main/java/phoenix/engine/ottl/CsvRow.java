package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one row of CSV as the Collector does: by the rules of Go's reader, with lines behind the first one going on where
 * the last field of the line before ends.
 */
final class CsvRow {
    private final String text;
    private final int delimiter;
    private final boolean lazyQuotes;
    private int at;

    private CsvRow(String text, int delimiter, boolean lazyQuotes) {
        this.text = text;
        this.delimiter = delimiter;
        this.lazyQuotes = lazyQuotes;
    }

    /** @param lazyQuotes whether quotes may stand where they mean nothing */
    static List<String> read(String text, int delimiter, boolean lazyQuotes) throws EvalException {
        if (delimiter == '"' || delimiter == '\r' || delimiter == '\n' || delimiter == 0xfffd || delimiter == 0) {
            throw new EvalException("this character cannot be a delimiter");
        }
        CsvRow row = new CsvRow(text.replace("\r\n", "\n"), delimiter, lazyQuotes);
        List<String> fields = new ArrayList<>();
        boolean any = false;
        while (row.at < row.text.length()) {
            if (row.text.charAt(row.at) == '\n') {
                row.at++;
                continue;
            }
            List<String> line = row.line();
            if (any) {
                fields.set(fields.size() - 1, fields.getLast() + "\n" + line.getFirst());
                fields.addAll(line.subList(1, line.size()));
            } else {
                fields.addAll(line);
            }
            any = true;
        }
        if (!any) {
            throw new EvalException("no row of CSV in an empty text");
        }
        return fields;
    }

    /** The fields up to the end of a line that is not inside quotes. */
    private List<String> line() throws EvalException {
        List<String> fields = new ArrayList<>();
        boolean more = true;
        while (more) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            more = at < text.length() && text.codePointAt(at) == delimiter;
            at += more ? Character.charCount(delimiter) : at < text.length() ? 1 : 0;
        }
        return fields;
    }

    private boolean ends() {
        return at == text.length() || text.charAt(at) == '\n' || text.codePointAt(at) == delimiter;
    }

    private String plain() throws EvalException {
        int from = at;
        while (!ends()) {
            if (text.charAt(at) == '"' && !lazyQuotes) {
                throw new EvalException("a quote inside of a field without quotes, at character " + at);
            }
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(from, at);
    }

    private String quoted() throws EvalException {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else if (ends()) {
                return field.toString();
            } else if (lazyQuotes) {
                field.append('"');
            } else {
                throw new EvalException("a quote inside of a field in quotes, at character " + at);
            }
        }
        if (!lazyQuotes) {
            throw new EvalException("a quote is not closed");
        }
        return field.toString();
    }
}
