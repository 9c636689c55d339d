package phoenix.engine.receiver.prometheus;

import java.util.random.RandomGenerator;

/** Pages of random histograms, as {@link ProtoText} reads them: native, classic or both, with counts whole or not. */
final class RandomHistograms {
    private final RandomGenerator random;

    RandomHistograms(RandomGenerator random) {
        this.random = random;
    }

    String page() {
        StringBuilder page = new StringBuilder();
        for (int f = 0; f < 6; f++) {
            page.append("family { name: \"h%d\" type: %s\n"
                    .formatted(f, random.nextInt(8) == 0 ? "GAUGE_HISTOGRAM" : "HISTOGRAM"));
            for (int m = 0, metrics = 1 + random.nextInt(3); m < metrics; m++) {
                page.append("metric { label { name: \"m\" value: \"" + m + "\" } histogram {" + histogram() + "}}\n");
            }
            page.append("}\n");
        }
        return page.toString();
    }

    private String histogram() {
        boolean isFloat = random.nextInt(4) == 0;
        StringBuilder text = new StringBuilder();
        text.append(" sample_sum: " + random.nextInt(-50, 500) / 2.0 + " schema: " + random.nextInt(-4, 9));
        text.append(" zero_threshold: 0.5");
        if (isFloat) {
            text.append(" sample_count_float: " + (1 + random.nextInt(100)) / 4.0);
            text.append(" zero_count_float: " + random.nextInt(20) / 4.0);
        } else {
            text.append(" sample_count: " + random.nextInt(100) + " zero_count: " + random.nextInt(5));
        }
        side(text, "positive", isFloat);
        if (random.nextInt(3) == 0) {
            side(text, "negative", isFloat);
        }
        int count = 0;
        for (int b = 0, buckets = random.nextInt(3); b < buckets; b++) {
            count += random.nextInt(5);
            text.append(" bucket { upper_bound: " + (b + 0.5) + " cumulative_count: " + count + exemplar("exemplar")
                    + " }");
        }
        for (int e = 0, exemplars = random.nextInt(3); e < exemplars; e++) {
            text.append(exemplar("exemplars"));
        }
        return text.toString();
    }

    private String exemplar(String field) {
        return random.nextInt(3) == 0
                ? ""
                : " %s { value: %d label { name: \"e\" value: \"%d\" } %s }"
                        .formatted(
                                field,
                                random.nextInt(3),
                                random.nextInt(4),
                                random.nextInt(4) == 0
                                        ? ""
                                        : "timestamp { seconds: " + (1_700_000_000 + random.nextInt(3)) + " }");
    }

    private void side(StringBuilder text, String sign, boolean isFloat) {
        long before = 0;
        for (int s = 0, spans = random.nextInt(4); s < spans; s++) {
            int length = random.nextInt(5);
            int offset = s == 0 ? random.nextInt(-20, 20) : random.nextInt(6);
            text.append(" %s_span { offset: %d length: %d }".formatted(sign, offset, length));
            for (int i = 0; i < length; i++) {
                long count = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
                text.append(
                        isFloat ? " " + sign + "_count: " + count / 4.0 : " " + sign + "_delta: " + (count - before));
                before = count;
            }
        }
    }
}
