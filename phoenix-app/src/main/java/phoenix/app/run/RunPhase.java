package phoenix.app.run;

/** Where a run stands. */
public enum RunPhase {
    DEPLOYING,
    WARMING_UP,
    RUNNING,
    DECIDED,
    CANCELLED,
    FAILED,
    CLEANED;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
