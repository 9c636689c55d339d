package phoenix.app.loadgen;

/** What a load looks like. */
enum LoadProfile {
    /** One host with the processes of a usual server. */
    REALISTIC,
    /** Many processes, each with a command line of its own. */
    HIGH_CARDINALITY,
    /** Processes that come and go. */
    CHURN,
    /** Histograms, explicit and exponential, of services. */
    HISTOGRAMS;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
