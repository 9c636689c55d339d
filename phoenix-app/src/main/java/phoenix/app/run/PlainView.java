package phoenix.app.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Report;
import phoenix.experiment.Variant;

/** A run as lines of a log: when the phase changes, when there are first figures, and every ten seconds. */
final class PlainView implements RunView {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final PrintWriter out;
    private @Nullable RunPhase phase;
    private @Nullable Duration lastLine;
    private boolean endpointsShown;
    private boolean figuresShown;

    PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void announce(List<String> lines) {
        lines.forEach(this::line);
    }

    @Override
    public void update(RunStatus status) {
        if (!endpointsShown && status.phase() != RunPhase.DEPLOYING) {
            endpointsShown = true;
            for (Variant variant : Variant.values()) {
                var one = status.variants().get(variant);
                if (one != null) {
                    one.endpoints().forEach(endpoint -> line(variant.label() + ": " + endpoint));
                }
            }
        }
        boolean firstFigures = !figuresShown && status.bucketsUsed() > 0;
        Duration last = lastLine;
        if (status.phase() != phase
                || firstFigures
                || last == null
                || status.elapsed().minus(last).compareTo(EVERY) >= 0) {
            figuresShown |= firstFigures;
            phase = status.phase();
            lastLine = status.elapsed();
            line(StatusText.line(status));
        }
    }

    @Override
    public void finished(Report report, List<Path> files) {
        StatusText.ending(report, files).forEach(this::line);
    }

    private void line(String text) {
        out.println(Terminal.printable(text));
        out.flush();
    }
}
