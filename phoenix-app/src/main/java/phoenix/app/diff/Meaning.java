package phoenix.app.diff;

/** What a change means behind the pipeline. */
record Meaning(Area area, String text) {
    /** Whom it is about. */
    enum Area {
        DATA(""),
        PROMETHEUS("Prometheus: "),
        NEW_RELIC("New Relic: ");

        private final String label;

        Area(String label) {
            this.label = label;
        }
    }

    static Meaning data(String text) {
        return new Meaning(Area.DATA, text);
    }

    static Meaning prometheus(String text) {
        return new Meaning(Area.PROMETHEUS, text);
    }

    static Meaning newRelic(String text) {
        return new Meaning(Area.NEW_RELIC, text);
    }

    @Override
    public String toString() {
        return area.label + text;
    }
}
