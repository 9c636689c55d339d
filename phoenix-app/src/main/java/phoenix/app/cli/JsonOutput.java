package phoenix.app.cli;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --output json} prints: a record with its names in snake_case. */
public final class JsonOutput {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final JsonMapper ON_A_LINE =
            MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOutput() {}

    /** On one line, with its end. */
    public static String line(Object summary) {
        return ON_A_LINE.writeValueAsString(summary) + "\n";
    }

    /** With the end of its last line. */
    public static String of(Object summary) {
        return MAPPER.writeValueAsString(summary) + "\n";
    }
}
