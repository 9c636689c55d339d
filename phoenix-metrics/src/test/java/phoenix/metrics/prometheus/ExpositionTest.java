package phoenix.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;
import phoenix.metrics.prometheus.Exposition.Format;

class ExpositionTest {
    private final TextBuffer out = new TextBuffer(64);

    private static LabelSet labels(Map<String, String> labels) {
        TreeMap<String, String> sorted = new TreeMap<>(LabelSet.nameOrder());
        sorted.putAll(labels);
        return LabelSet.of(sorted);
    }

    @Test
    void escapesHelpAndValues() {
        Exposition text = new Exposition(out, Format.TEXT, false);
        text.family("m", "He\"lp\\ with\nnewline", FamilyType.GAUGE);
        text.sample("", labels(Map.of("b", "h\"1\\\n2", "a", "ü")), 1e6, null);
        text.sample("", LabelSet.EMPTY, 0.1, 1_700_000_000_123L);
        text.end();
        assertThat(out.toString()).isEqualTo("""
            # HELP m He"lp\\\\ with\\nnewline
            # TYPE m gauge
            m{a="ü",b="h\\"1\\\\\\n2"} 1e+06
            m 0.1 1700000000123
            """);
    }

    @Test
    void openMetricsKnowsACounterByItsName() {
        Exposition text = new Exposition(out, Format.OPENMETRICS_1_0_0, true);
        text.family("test-space_cnt_total", "He\"l\\p", FamilyType.COUNTER);
        Exemplar exemplar = new Exemplar(
                Attributes.EMPTY,
                1_700_000_000_000_000_000L,
                ValueKind.DOUBLE,
                Double.doubleToLongBits(1.5),
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                new byte[0]);
        text.counter(labels(Map.of("odd-label", "x", "a", "b")), 5, 1_700_000_000_123L, exemplar);
        text.family("plain", "", FamilyType.COUNTER);
        text.counter(LabelSet.EMPTY, 1, null, null);
        text.end();
        assertThat(out.toString()).isEqualTo("""
            # HELP "test-space_cnt" He\\"l\\\\p
            # TYPE "test-space_cnt" counter
            {"test-space_cnt_total",a="b","odd-label"="x"} 5.0 1.700000000123e+09 # {trace_id="000102030405060708090a0b0c0d0e0f"} 1.5 1.7e+09
            # HELP plain\s
            # TYPE plain unknown
            plain 1.0
            # EOF
            """);
    }

    @Test
    void withoutUtf8NamesGetUnderscores() {
        Exposition text = new Exposition(out, Format.TEXT, false);
        text.family("9x.y", "", FamilyType.HISTOGRAM);
        text.bucket(labels(Map.of("odd-label", "x")), Double.POSITIVE_INFINITY, -1, null, null);
        text.sample("_sum", LabelSet.EMPTY, Double.NaN, null);
        assertThat(out.toString()).isEqualTo("""
            # HELP _x_y\s
            # TYPE _x_y histogram
            _x_y_bucket{odd_label="x",le="+Inf"} 18446744073709551615
            _x_y_sum NaN
            """);
    }

    @Test
    void seriesAreInTheOrderOfTheirValues() {
        LabelSet few = labels(Map.of("z", "z"));
        LabelSet a = labels(Map.of("a", "1", "b", "x"));
        LabelSet aBang = labels(Map.of("a", "1!", "b", "a"));
        LabelSet high = labels(Map.of("a", "\uFF21", "b", "a"));
        LabelSet emoji = labels(Map.of("a", "😀", "b", "a"));
        List<LabelSet> sets = new ArrayList<>(List.of(emoji, high, aBang, few, a));
        Collections.sort(sets);
        assertThat(sets).containsExactly(few, a, aBang, high, emoji);
    }

    @Test
    void aLongTextIsKeptWhole() {
        TextBuffer buffer = new TextBuffer(16);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            buffer.append("né").append(Integer.toString(i));
            expected.append("né").append(i);
        }
        assertThat(buffer.toString()).isEqualTo(expected.toString());
        assertThat(buffer.size())
                .isEqualTo(expected.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
        buffer.clear();
        assertThat(buffer.append("x").toString()).isEqualTo("x");
    }
}
