package phoenix.app.run;

import java.nio.file.Path;
import java.util.List;
import phoenix.app.report.Report;

/** Shows a run to a person while it goes on. Called by one thread. */
public interface RunView {
    /** What is about to run, before anything starts: addresses, additions, and what cannot be decided in the time. */
    void announce(List<String> lines);

    void update(RunStatus status);

    /** Called once; the report is written by then, or {@code files} is empty. */
    void finished(Report report, List<Path> files);
}
