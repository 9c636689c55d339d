package phoenix.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    @Test
    void numbersAreWrittenAsGoWritesThemInJson() {
        assertThat(ValueText.ofDouble(1.0)).isEqualTo("1");
        assertThat(ValueText.ofDouble(0.1)).isEqualTo("0.1");
        assertThat(ValueText.ofDouble(-2.5)).isEqualTo("-2.5");
        assertThat(ValueText.ofDouble(1e20)).isEqualTo("100000000000000000000");
        assertThat(ValueText.ofDouble(1e21)).isEqualTo("1e+21");
        assertThat(ValueText.ofDouble(1.5e-7)).isEqualTo("1.5e-7");
        assertThat(ValueText.ofDouble(1e-6)).isEqualTo("0.000001");
        assertThat(ValueText.ofDouble(Double.NaN)).isEqualTo("NaN");
        assertThat(ValueText.ofDouble(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void collectionsAreJsonWithSortedKeys() {
        Value map = new Value.MapValue(Attributes.builder()
                .put("b", new Value.ListValue(List.of(Value.of(1), Value.TRUE, Value.EMPTY)))
                .put("a", "<x>")
                .build());
        assertThat(ValueText.of(map)).isEqualTo("{\"a\":\"<x>\",\"b\":[1,true,null]}");
    }

    @Test
    void aCollectionThatJsonCannotShowHasNoText() {
        Value list = new Value.ListValue(List.of(Value.of(1), Value.of(Double.NaN)));
        assertThat(ValueText.of(list)).isEmpty();
        assertThat(ValueText.of(new Value.MapValue(Attributes.builder()
                        .put("a", new Value.ListValue(List.of(list)))
                        .build())))
                .isEmpty();
    }

    @Test
    void bytesAreBase64() {
        Value bytes = new Value.BytesValue(new byte[] {1, 2, 3});
        Value none = new Value.BytesValue(new byte[0]);
        assertThat(ValueText.of(bytes)).isEqualTo("AQID");
        assertThat(ValueText.of(none)).isEmpty();
        assertThat(ValueText.of(new Value.ListValue(List.of(bytes, none)))).isEqualTo("[\"AQID\",null]");
    }
}
