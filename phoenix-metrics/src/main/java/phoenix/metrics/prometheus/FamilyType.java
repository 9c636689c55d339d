package phoenix.metrics.prometheus;

/** What a {@code # TYPE} line says. */
public enum FamilyType {
    COUNTER("counter"),
    GAUGE("gauge"),
    HISTOGRAM("histogram"),
    SUMMARY("summary");

    private final String text;

    FamilyType(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
