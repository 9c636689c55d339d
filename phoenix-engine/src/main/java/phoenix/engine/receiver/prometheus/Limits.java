package phoenix.engine.receiver.prometheus;

/** What a scrape may bring at most; 0 is no limit of the user's. */
record Limits(int samples, int targets, int labels, int labelNameLength, int labelValueLength, long bodyBytes) {
    /** Where the user sets no limit; a page has to fit into memory. */
    static final int BODY_BYTES_MAX = 16 << 20;

    /** Buckets of all native histograms of a page, with those between them that OTLP has and Prometheus leaves out. */
    static final long NATIVE_WIDTH_MAX = 1L << 22;

    int bodyBytesMax() {
        return bodyBytes == 0 ? BODY_BYTES_MAX : (int) Math.min(bodyBytes, BODY_BYTES_MAX);
    }

    void check(Labels series) throws ParseException {
        if (labels > 0 && series.size() > labels) {
            throw new ParseException(
                    "label_limit exceeded: " + series.size() + " labels, and " + labels + " are allowed");
        }
        for (int i = 0; i < series.size(); i++) {
            if (labelNameLength > 0 && series.name(i).length() > labelNameLength) {
                throw new ParseException("label_name_length_limit exceeded by the label " + series.name(i));
            }
            if (labelValueLength > 0 && series.value(i).length() > labelValueLength) {
                throw new ParseException("label_value_length_limit exceeded by a value of " + series.name(i));
            }
        }
    }
}
