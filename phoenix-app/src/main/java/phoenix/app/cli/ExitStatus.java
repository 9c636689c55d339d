package phoenix.app.cli;

/** What the process tells the shell. Scripts rely on these numbers; a meaning never changes. */
public final class ExitStatus {
    /** The command did what was asked; of an experiment: the candidate is accepted. */
    public static final int OK = 0;

    /** Something outside the user's input failed: a port, a disk, a peer, or Phoenix itself. */
    public static final int FAILURE = 1;

    /** The arguments, the experiment file or a Collector configuration are wrong. */
    public static final int USAGE = 2;

    /** The verdict is reject. */
    public static final int REJECT = 3;

    /** The verdict is inconclusive or no_data. */
    public static final int INCONCLUSIVE = 4;

    /** The verdict is invalid: the comparison was not a fair one. */
    public static final int INVALID = 5;

    /** Ended by the user before a verdict; the report is still written. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
