package phoenix.app.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Report;
import phoenix.experiment.Variant;

/** A run redrawn in place on a terminal, twice a second at most. Thread-safe, because the log is written by any. */
final class TerminalView implements RunView {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    /** A line that is too long is cut, not wrapped: the cursor must find the first line again. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintWriter out;
    private final boolean color;
    private int linesDrawn;
    private @Nullable Duration lastDraw;

    TerminalView(PrintWriter out, boolean color) {
        this.out = out;
        this.color = color;
    }

    @Override
    public synchronized void announce(List<String> lines) {
        lines.forEach(line -> out.println(Terminal.printable(line)));
        out.flush();
    }

    @Override
    public synchronized void update(RunStatus status) {
        Duration last = lastDraw;
        if (last != null && status.elapsed().minus(last).compareTo(EVERY) < 0) {
            return;
        }
        lastDraw = status.elapsed();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(bold(StatusText.clock(status)));
        lines.addAll(StatusText.table(status));
        for (Variant variant : Variant.values()) {
            var one = status.variants().get(variant);
            if (one != null) {
                one.endpoints().forEach(endpoint -> lines.add("  " + variant.label() + " " + endpoint));
            }
        }
        lines.addAll(StatusText.criteria(status.judgement()));
        if (status.notice() != null) {
            lines.add("  ! " + status.notice());
        }
        draw(lines);
    }

    @Override
    public synchronized void finished(Report report, List<Path> files) {
        out.println();
        linesDrawn = 0; // what was drawn last stays
        List<String> lines = StatusText.ending(report, files);
        out.println(bold(Terminal.printable(lines.getFirst())));
        lines.stream().skip(1).forEach(line -> out.println(Terminal.printable(line)));
        out.flush();
    }

    private void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(WRAP_OFF).append(backToTheFirstLine());
        lines.forEach(line -> frame.append('\r')
                .append(line.startsWith(BOLD) ? line : Terminal.printable(line))
                .append(CLEAR_LINE)
                .append('\n'));
        // What the frame before had below this one goes too.
        frame.append(CLEAR_BELOW).append(WRAP_ON);
        linesDrawn = lines.size();
        out.print(frame);
        out.flush();
    }

    /** Makes room for a line of the log; the next update draws everything again below it. */
    synchronized void giveWay() {
        if (linesDrawn > 0) {
            out.print(backToTheFirstLine() + CLEAR_BELOW);
            out.flush();
            linesDrawn = 0;
        }
    }

    private String backToTheFirstLine() {
        return linesDrawn == 0 ? "" : "\u001b[" + linesDrawn + "A";
    }

    private String bold(String text) {
        return color ? BOLD + text + PLAIN : text;
    }
}
