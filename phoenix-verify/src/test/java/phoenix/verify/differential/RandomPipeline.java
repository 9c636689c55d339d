package phoenix.verify.differential;

import java.util.List;

/**
 * A pipeline from one of the two receivers through random processors into a file and onto a page.
 *
 * @param page settings of its prometheus exporter but for the endpoint, or empty where chance would decide what it shows
 */
record RandomPipeline(
        String name, RandomRequests.Kind input, List<RandomProcessors.Configured> processors, String page) {
    static RandomPipeline next(String name, Pick pick) {
        RandomRequests.Kind input = pick.of(RandomRequests.Kind.values());
        boolean hasPage = input == RandomRequests.Kind.TIDY && pick.oneIn(2);
        String page = !hasPage
                ? ""
                : String.join(
                        ", ",
                        "resource_to_telemetry_conversion: {enabled: " + pick.of("true", "false") + "}",
                        "enable_open_metrics: " + pick.of("true", "false"),
                        "send_timestamps: " + pick.of("true", "false"),
                        "translation_strategy: "
                                + pick.of(
                                        "UnderscoreEscapingWithSuffixes",
                                        "UnderscoreEscapingWithoutSuffixes",
                                        "NoUTF8EscapingWithSuffixes",
                                        "NoTranslation"),
                        "namespace: '" + pick.of("", "", "shop", "my-space") + "'",
                        "const_labels: {fixed: c}");
        return new RandomPipeline(name, input, new RandomProcessors(pick).chain(hasPage), page);
    }

    /** Whether the Collector gives points in an order; what aggregates there gives them in that of a Go map. */
    boolean isOrdered() {
        return processors.stream().noneMatch(RandomProcessors.Configured::aggregates);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name + " of " + input + ":");
        processors.forEach(processor -> text.append("\n  " + processor.type() + ": " + processor.settings()));
        return text.append(page.isEmpty() ? "" : "\n  prometheus: {" + page + "}")
                .toString();
    }
}
