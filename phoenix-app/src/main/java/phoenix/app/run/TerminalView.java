package phoenix.app.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Report;
import phoenix.experiment.Variant;

/** A run redrawn in place on a terminal, twice a second at most. */
final class TerminalView implements RunView {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean color;
    private int linesDrawn;
    private @Nullable Duration lastDraw;

    TerminalView(PrintWriter out, boolean color) {
        this.out = out;
        this.color = color;
    }

    @Override
    public void announce(List<String> lines) {
        lines.forEach(line -> out.println(Terminal.printable(line)));
        out.flush();
    }

    @Override
    public void update(RunStatus status) {
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
    public void finished(Report report, List<Path> files) {
        out.println();
        List<String> lines = StatusText.ending(report, files);
        out.println(bold(Terminal.printable(lines.getFirst())));
        lines.stream().skip(1).forEach(line -> out.println(Terminal.printable(line)));
        out.flush();
    }

    private void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (linesDrawn > 0) {
            frame.append("\u001b[").append(linesDrawn).append('A');
        }
        lines.forEach(line -> frame.append('\r')
                .append(line.startsWith(BOLD) ? line : Terminal.printable(line))
                .append(CLEAR_LINE)
                .append('\n'));
        // What the frame before had below this one goes too.
        frame.append("\u001b[J");
        linesDrawn = lines.size();
        out.print(frame);
        out.flush();
    }

    private String bold(String text) {
        return color ? BOLD + text + PLAIN : text;
    }
}
