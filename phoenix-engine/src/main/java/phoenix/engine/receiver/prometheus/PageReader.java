package phoenix.engine.receiver.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a page in Prometheus' text format 0.0.4 or in OpenMetrics 1.0. Of use once. */
final class PageReader {
    private static final double MILLIS = 1000;

    private final String page;
    private final boolean openMetrics;
    private final PageHandler handler;
    private int at;

    PageReader(String page, boolean openMetrics, PageHandler handler) {
        this.page = page;
        this.openMetrics = openMetrics;
        this.handler = handler;
    }

    void read() throws ParseException {
        while (at < page.length()) {
            int end = page.indexOf('\n', at);
            if (openMetrics && page.startsWith("# EOF", at)) {
                int rest = at + "# EOF".length();
                if (rest == page.length() || (end == rest && end + 1 == page.length())) {
                    return;
                }
                throw new ParseException("unexpected data after # EOF");
            }
            if (end < 0) {
                end = page.length();
            }
            line(end);
            at = end + 1;
        }
        if (openMetrics) {
            throw new ParseException("data does not end with # EOF");
        }
    }

    private void line(int end) throws ParseException {
        int lineStart = at;
        skipBlanks(end);
        if (at == end) {
            if (openMetrics) {
                throw new ParseException("an empty line");
            }
        } else if (page.charAt(at) == '#') {
            comment(end);
        } else {
            sample(lineStart, end);
        }
    }

    private void skipBlanks(int end) {
        while (at < end && (page.charAt(at) == ' ' || page.charAt(at) == '\t')) {
            at++;
        }
    }

    private String word(int end) {
        skipBlanks(end);
        int start = at;
        while (at < end && page.charAt(at) != ' ' && page.charAt(at) != '\t') {
            at++;
        }
        return page.substring(start, at);
    }

    private void comment(int end) throws ParseException {
        at++;
        String keyword = word(end);
        boolean known = keyword.equals("TYPE") || keyword.equals("HELP") || (openMetrics && keyword.equals("UNIT"));
        if (!known) {
            if (openMetrics) {
                throw new ParseException("a comment that is none of TYPE, HELP, UNIT and EOF");
            }
            return;
        }
        skipBlanks(end);
        String family = at < end && page.charAt(at) == '"' ? quoted(end) : word(end);
        if (family.isEmpty()) {
            return; // a comment after all
        }
        at = Math.min(end, at + 1);
        String text = page.substring(at, end);
        switch (keyword) {
            case "TYPE" -> handler.type(family, PromType.of(text.strip(), openMetrics));
            case "HELP" -> handler.help(family, text.indexOf('\\') < 0 ? text : unescape(text, openMetrics));
            default -> {
                if (!text.isEmpty() && !family.endsWith("_" + text)) {
                    throw new ParseException("unit \"" + text + "\" not a suffix of metric \"" + family + "\"");
                }
                handler.unit(family, text);
            }
        }
    }

    /** @param start the line's: blanks before a name are part of it, as in Prometheus */
    private void sample(int start, int end) throws ParseException {
        while (at < end && " \t{".indexOf(page.charAt(at)) < 0) {
            at++;
        }
        String name = page.substring(start, at);
        int labelsAt = -1;
        skipBlanksUnlessOpenMetrics(end);
        int seriesEnd = start + name.length();
        if (at < end && page.charAt(at) == '{') {
            labelsAt = at;
            skipLabels(end);
            seriesEnd = at;
        }
        int from = labelsAt;
        int to = seriesEnd;
        double value = number(word(end));
        Long time = null;
        ScrapedExemplar exemplar = null;
        skipBlanks(end);
        if (at < end && page.charAt(at) != '#') {
            time = time(word(end));
            skipBlanks(end);
        }
        if (at < end && openMetrics && page.charAt(at) == '#') {
            at++;
            skipBlanks(end);
            exemplar = exemplar(end);
        }
        if (at < end) {
            throw new ParseException("unexpected text after a sample: " + page.substring(at, end));
        }
        handler.sample(page.substring(start, to), () -> labels(name, from, to), value, time, exemplar);
    }

    private void skipBlanksUnlessOpenMetrics(int end) {
        if (!openMetrics) {
            skipBlanks(end);
        }
    }

    private ScrapedExemplar exemplar(int end) throws ParseException {
        if (at == end || page.charAt(at) != '{') {
            throw new ParseException("an exemplar without labels");
        }
        int from = at;
        skipLabels(end);
        Map<String, String> labels = labels("", from, at);
        double value = number(word(end));
        skipBlanks(end);
        Long time = at < end ? time(word(end)) : null;
        return new ScrapedExemplar(labels, value, time);
    }

    /** To behind the closing brace, minding quotes. */
    private void skipLabels(int end) throws ParseException {
        boolean inQuotes = false;
        for (at++; at < end; at++) {
            char c = page.charAt(at);
            if (inQuotes && c == '\\') {
                at++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '}' && !inQuotes) {
                at++;
                return;
            }
        }
        throw new ParseException("labels that are never closed");
    }

    private Map<String, String> labels(String name, int from, int to) throws ParseException {
        Map<String, String> labels = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            labels.put(Labels.NAME, name);
        }
        int back = at;
        at = from < 0 ? to : from + 1;
        int close = to - 1;
        while (from >= 0) {
            skipBlanks(close);
            if (at >= close) {
                break;
            }
            boolean quotedName = page.charAt(at) == '"';
            String label = quotedName ? quoted(close) : labelName(close);
            skipBlanks(close);
            if (at < close && page.charAt(at) == '=') {
                at++;
                skipBlanks(close);
                put(labels, label, quoted(close));
            } else if (quotedName) {
                put(labels, Labels.NAME, label); // a name that is not of the old kind stands among the labels
            } else {
                throw new ParseException("a label without a value: " + label);
            }
            skipBlanks(close);
            if (at < close && page.charAt(at++) != ',') {
                throw new ParseException("no comma between labels");
            }
        }
        at = back;
        return labels;
    }

    private static void put(Map<String, String> labels, String name, String value) throws ParseException {
        if (labels.put(name, value) != null) {
            throw new ParseException("invalid sample: non-unique label names: \"" + name + "\"");
        }
    }

    private String labelName(int end) throws ParseException {
        int start = at;
        while (at < end && "= \t,".indexOf(page.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw new ParseException("a label without a name");
        }
        return page.substring(start, at);
    }

    private String quoted(int end) throws ParseException {
        if (at >= end || page.charAt(at) != '"') {
            throw new ParseException("a value without quotes");
        }
        int start = ++at;
        boolean escapes = false;
        while (at < end && page.charAt(at) != '"') {
            if (page.charAt(at) == '\\') {
                escapes = true;
                at++;
            }
            at++;
        }
        if (at >= end) {
            throw new ParseException("a value that is never closed");
        }
        String text = page.substring(start, at++);
        return escapes ? unescape(text, true) : text;
    }

    private static String unescape(String text, boolean quotes) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\' && next == 'n') {
                out.append('\n');
                i++;
            } else if (c == '\\' && (next == '\\' || (next == '"' && quotes))) {
                out.append(next);
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static double number(String text) throws ParseException {
        switch (text) {
            case "+Inf", "Inf", "+inf", "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-Inf", "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            case "NaN", "nan", "Nan" -> {
                return Double.NaN;
            }
            default -> {}
        }
        // What Java reads beyond this: hexadecimal numbers and letters for types at the end.
        if (!text.isEmpty() && text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0)) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException _) {
                // reported below
            }
        }
        throw new ParseException("\"" + text + "\" is not a number");
    }

    private Long time(String text) throws ParseException {
        if (openMetrics) {
            return (long) (number(text) * MILLIS);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new ParseException("\"" + text + "\" is not a time in milliseconds");
        }
    }
}
