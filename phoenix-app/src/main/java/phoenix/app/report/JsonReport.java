package phoenix.app.report;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code report.json}: the {@link Report} with names in snake_case and times as ISO 8601. */
public final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private JsonReport() {}

    public static String of(Report report) {
        return MAPPER.writeValueAsString(report) + "\n";
    }

    /** Reads what {@link #of} wrote. */
    public static Report read(String json) {
        return MAPPER.readValue(json, Report.class);
    }
}
