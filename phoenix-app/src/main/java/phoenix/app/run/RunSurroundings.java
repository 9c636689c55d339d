package phoenix.app.run;

import java.nio.file.Path;
import java.time.InstantSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.component.ComponentRegistry;
import phoenix.experiment.store.RecordingStore;

/** What a run needs of the outside, so that a test can own it. */
public interface RunSurroundings {
    InstantSource clock();

    /** The components that configurations may use. */
    ComponentRegistry registry();

    /** {@code NAME-YYYYMMDDThhmmssZ-xxxx}: unique. */
    String runId(String experimentName);

    /** The store in this directory; the same one for the same directory. */
    RecordingStore store(Path directory);

    /** Starts a stand-in on free ports. */
    StandIn standIn();

    /** Shows findings that are no errors. */
    void warnings(Diagnostics diagnostics);
}
