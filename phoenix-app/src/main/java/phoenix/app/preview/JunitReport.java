package phoenix.app.preview;

import java.util.Locale;
import phoenix.app.report.Report;
import phoenix.app.report.Report.CriterionReport;

/**
 * A report as JUnit XML, one test case for each criterion: what fails is a failure, what cannot be decided or measured an error,
 * because neither is a pass.
 */
final class JunitReport {
    private JunitReport() {}

    static String of(Report report, double seconds) {
        long failures = report.criteria().stream()
                .filter(c -> c.result().equals("fail"))
                .count();
        long errors = report.criteria().stream()
                .filter(c -> !c.result().equals("fail") && !c.result().equals("pass"))
                .count();
        // A verdict may fall without any criterion: a candidate that stops, an input that is not fair.
        boolean alone = failures + errors == 0 && !report.verdict().equals("accept");
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuites><testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\""
                        + " time=\"%.3f\">%n",
                escape("phoenix preview " + report.experiment().name()),
                report.criteria().size() + 1,
                failures + (alone ? 1 : 0),
                errors,
                seconds));
        testCase(xml, "verdict", alone ? "failure" : "", report.verdict(), String.join("\n", report.reasons()));
        for (CriterionReport criterion : report.criteria()) {
            testCase(
                    xml,
                    criterion.name() + " " + criterion.rule(),
                    switch (criterion.result()) {
                        case "pass" -> "";
                        case "fail" -> "failure";
                        default -> "error";
                    },
                    criterion.result(),
                    criterion.explanation());
        }
        return xml.append("</testsuite></testsuites>\n").toString();
    }

    private static void testCase(StringBuilder xml, String name, String problem, String result, String text) {
        xml.append("<testcase classname=\"phoenix.preview\" name=\"")
                .append(escape(name))
                .append("\">");
        if (problem.isEmpty()) {
            xml.append("<system-out>").append(escape(text)).append("</system-out>");
        } else {
            xml.append('<')
                    .append(problem)
                    .append(" type=\"")
                    .append(escape(result))
                    .append("\" message=\"")
                    .append(escape(text))
                    .append("\"/>");
        }
        xml.append("</testcase>\n");
    }

    /** For text and attributes; what XML 1.0 cannot hold is replaced. */
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\n' -> safe.append("&#10;");
                default -> safe.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        boolean control = c < 0x20 && c != '\t';
        boolean surrogate = c >= 0xD800 && c < 0xE000;
        return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
