package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.otlp.OtlpFormatException.Reason;
import phoenix.metrics.otlp.json.OtlpJsonDecoder;

class OtlpJsonDecoderTest {
    private static MetricBatch decode(String json) throws OtlpFormatException {
        return new OtlpJsonDecoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String metric(String fields) {
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{" + fields + "}]}]}]}";
    }

    private static Reason refusal(String json) {
        return catchThrowableOfType(OtlpFormatException.class, () -> decode(json))
                .reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "null", " {\"resourceMetrics\":null}\n", "{\"resource_metrics\":[]}", "{\"x\":[[{}]]}"})
    void nothingIsAnEmptyBatch(String json) throws Exception {
        assertThat(decode(json).isEmpty()).isTrue();
    }

    @Test
    void childrenMayStandBeforeWhatTheirParentsAre() throws Exception {
        MetricBatch batch = decode("""
            {"resourceMetrics": [{
              "scopeMetrics": [{
                "metrics": [{
                  "sum": {"dataPoints": [{"asInt": "7"}], "isMonotonic": true, "aggregationTemporality": 2},
                  "name": "m"}],
                "scope": {"name": "s"}, "schemaUrl": "x"}],
              "resource": {"attributes": [{"value": {"stringValue": "h"}, "key": "host.name"}]}}]}
            """);
        assertThat(batch.resource(0).attributes().getString("host.name")).isEqualTo("h");
        assertThat(batch.scope(0).name()).isEqualTo("s");
        assertThat(batch.metric(0).monotonic()).isTrue();
        assertThat(batch.intValue(0)).isEqualTo(7);
    }

    @Test
    void dataOfAnotherKindReplacesWhatCameBefore() throws Exception {
        MetricBatch batch = decode(
                metric("\"gauge\":{\"dataPoints\":[{\"asInt\":1},{}]},\"summary\":{\"dataPoints\":[{\"count\":3}]}"));
        assertThat(batch.metric(0).type()).isEqualTo(MetricType.SUMMARY);
        assertThat(batch.pointCount()).isEqualTo(1);
    }

    @Test
    void ofRepeatedKeysTheFirstCounts() throws Exception {
        MetricBatch batch = decode("""
            {"resourceMetrics":[{"resource":{"attributes":[
              {"key":"a","value":{"intValue":1}},{"key":"a","value":{"intValue":"2"}}]}}]}\
            """);
        assertThat(batch.resource(0).attributes().toString()).isEqualTo("{a=IntValue[value=1]}");
    }

    @Test
    void halfAPairOfSurrogatesBecomesTheReplacementCharacter() throws Exception {
        assertThat(decode(metric("\"name\":\"a\\ud83d-\\ude00\\ud83d\\ude00\""))
                        .metric(0)
                        .name())
                .isEqualTo("a\uFFFD-\uFFFD\uD83D\uDE00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {                                                    | TRUNCATED
        ``                                                   | TRUNCATED
        {"a                                                  | TRUNCATED
        {"a\\                                                | TRUNCATED
        []                                                   | MALFORMED_JSON
        {"a":1,}                                             | MALFORMED_JSON
        {"a":1 "b":2}                                        | MALFORMED_JSON
        {"a":[1,]}                                           | MALFORMED_JSON
        {"a":01}                                             | MALFORMED_JSON
        {"a":1.}                                             | MALFORMED_JSON
        {"a":.5}                                             | MALFORMED_JSON
        {"a":+1}                                             | MALFORMED_JSON
        {"a":1e}                                             | MALFORMED_JSON
        {"a":NaN}                                            | MALFORMED_JSON
        {"a":nul}                                            | MALFORMED_JSON
        {"a":"\\x"}                                          | MALFORMED_JSON
        {"a":"\\u12"}                                        | MALFORMED_JSON
        {'a':1}                                              | MALFORMED_JSON
        {"a":"\u0001"}                                       | MALFORMED_JSON
        {} {}                                                | MALFORMED_JSON
        {"resourceMetrics":3}                                | MALFORMED_JSON
        {"resourceMetrics":{}}                               | MALFORMED_JSON
        {"resourceMetrics":[1]}                              | MALFORMED_JSON
        """)
    void whatIsNotJsonOrOfAnotherTypeIsRefused(String json, Reason reason) {
        assertThat(refusal(json)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "name":5                                                                    | MALFORMED_JSON
        "gauge":[]                                                                  | MALFORMED_JSON
        "gauge":{"dataPoints":[{"asInt":1.5}]}                                      | MALFORMED_JSON
        "gauge":{"dataPoints":[{"asInt":""}]}                                       | MALFORMED_JSON
        "gauge":{"dataPoints":[{"asInt":"9223372036854775808"}]}                    | VARINT_OVERFLOW
        "gauge":{"dataPoints":[{"timeUnixNano":-1}]}                                | VARINT_OVERFLOW
        "gauge":{"dataPoints":[{"flags":4294967296}]}                               | VARINT_OVERFLOW
        "gauge":{"dataPoints":[{"asDouble":"x"}]}                                   | MALFORMED_JSON
        "gauge":{"dataPoints":[{"exemplars":[{"traceId":"00"}]}]}                   | INVALID_ID
        "gauge":{"dataPoints":[{"exemplars":[{"spanId":"zzzzzzzzzzzzzzzz"}]}]}      | INVALID_ID
        "sum":{"aggregationTemporality":"NEVER"}                                    | MALFORMED_JSON
        "sum":{"isMonotonic":1}                                                     | MALFORMED_JSON
        "metadata":[{"value":{"bytesValue":"%"}}]                                   | MALFORMED_JSON
        "metadata":[{"value":{"boolValue":"true"}}]                                 | MALFORMED_JSON
        """)
    void aFieldOfAnotherTypeIsRefused(String fields, Reason reason) {
        assertThat(refusal(metric(fields))).isEqualTo(reason);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] json = metric("\"name\":\"?\"").getBytes(StandardCharsets.US_ASCII);
        json[new String(json, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xC3;
        assertThat(catchThrowableOfType(OtlpFormatException.class, () -> new OtlpJsonDecoder().decode(json))
                        .reason())
                .isEqualTo(Reason.INVALID_UTF8);
    }

    @Test
    void nestingIsLimitedWhetherTheFieldIsKnownOrNot() {
        assertThat(refusal("{\"x\":" + "[".repeat(1_000_000))).isEqualTo(Reason.TOO_DEEP);
        assertThat(refusal("{\"x\":" + "{\"y\":".repeat(1_000_000))).isEqualTo(Reason.TOO_DEEP);
        assertThat(refusal(metric("\"metadata\":[{\"value\":" + "{\"arrayValue\":{\"values\":[".repeat(100) + "{}"
                        + "]}}".repeat(100) + "}]")))
                .isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void countsAreLimited() {
        DecodeLimits limits = new DecodeLimits(10, 5, 7, 3);
        OtlpJsonDecoder decoder = new OtlpJsonDecoder(limits, 10);
        for (String json : new String[] {
            metric("\"gauge\":{\"dataPoints\":[" + "{},".repeat(10) + "{}]}"),
            "{\"resourceMetrics\":[" + "{},".repeat(10) + "{}]}",
            metric(
                    "\"metadata\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"c\"},{\"key\":\"d\"},{\"key\":\"e\"},{\"key\":\"f\"}]"),
            metric("\"histogram\":{\"dataPoints\":[{\"bucketCounts\":[1,1,1,1,1,1,1,1]}]}"),
        }) {
            assertThat(catchThrowableOfType(
                                    OtlpFormatException.class,
                                    () -> decoder.decode(json.getBytes(StandardCharsets.US_ASCII)))
                            .reason())
                    .as(json)
                    .isEqualTo(Reason.TOO_MANY);
        }
    }
}
