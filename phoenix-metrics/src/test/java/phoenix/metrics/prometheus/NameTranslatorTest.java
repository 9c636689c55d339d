package phoenix.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** Names as otelcol 0.159.0 gave them. */
class NameTranslatorTest {
    private static MetricInfo metric(String name, String unit, String kind) {
        return switch (kind) {
            case "gauge" -> MetricInfo.gauge(name, "", unit);
            case "counter" -> MetricInfo.sum(name, "", unit, Temporality.CUMULATIVE, true);
            case "sum" -> MetricInfo.sum(name, "", unit, Temporality.CUMULATIVE, false);
            default ->
                new MetricInfo(name, "", unit, MetricType.HISTOGRAM, Temporality.CUMULATIVE, false, Attributes.EMPTY);
        };
    }

    private static String name(TranslationStrategy strategy, String namespace, MetricInfo metric) {
        return new NameTranslator(strategy, namespace).metricName(metric).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "",
            value = {
                "system.cpu.utilization,1,gauge,system_cpu_utilization_ratio",
                "system.cpu.utilization,'',gauge,system_cpu_utilization",
                "system.cpu.time,s,counter,system_cpu_time_seconds_total",
                "system.memory.usage,By,sum,system_memory_usage_bytes",
                "system.network.io,By,counter,system_network_io_bytes_total",
                "system.disk.operations,{operations},counter,system_disk_operations_total",
                "system.cpu.load_average.1m,{thread},gauge,system_cpu_load_average_1m",
                "system.network.connections,{connections},sum,system_network_connections",
                "http.server.request.duration,s,histogram,http_server_request_duration_seconds",
                "x,{a}/s,gauge,x_per_second",
                "speed,m/s,gauge,speed_meters_per_second",
                "foo.total.bar,'',counter,foo_bar_total",
                "foo.total.bar,'',gauge,foo_total_bar",
                "r.ratio.x,1,gauge,r_x_ratio",
                "r.ratio.x,1,sum,r_ratio_x",
                "émile,'',gauge,mile",
                "a__b..c-d%,'',gauge,a_b_c_d",
                "1abc,'',gauge,_1abc",
                "tib,TiBy,gauge,tib_tibibytes",
                "k,KiBy/{x},gauge,k_kibibytes",
                "z,foo bar/_x_,gauge,z_foo_bar_per_x",
                "seconds.total,s,gauge,seconds_total",
                "io,By/m,gauge,io_bytes_per_minute",
                "___,'',gauge,none",
                "'','',gauge,none",
                "x:y,'',gauge,x:y",
                "temp,%,gauge,temp_percent",
                "t,' s / h ',gauge,t_seconds_per_hour"
            })
    void theDefaultStrategy(String name, String unit, String kind, String expected) {
        assertThat(name(
                        TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                        "",
                        metric(name == null ? "" : name, unit == null ? "" : unit, kind)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a__b..c-d%,a__b_c_d",
        "system.cpu.time,system_cpu_time",
        "1dig,_1dig",
        "my.total,my_total",
    })
    void withoutSuffixesRunsOfUnderscoresStay(String name, String expected) {
        assertThat(name(TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES, "", metric(name, "s", "counter")))
                .isEqualTo(expected);
    }

    @Test
    void theNamespaceComesFirst() {
        MetricInfo metric = metric("a.b", "", "gauge");
        assertThat(name(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, "test-space", metric))
                .isEqualTo("test-space_a_b");
        assertThat(name(TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES, "9x-y", metric))
                .isEqualTo("9x_y_a_b");
        assertThat(new NameTranslator(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, "9x-y").targetInfoName())
                .isEqualTo("key_9x_y_target_info");
        assertThat(new NameTranslator(TranslationStrategy.NO_TRANSLATION, "ns.x").targetInfoName())
                .isEqualTo("ns.x_target_info");
    }

    @Test
    void utf8NamesKeepTheirCharacters() {
        assertThat(name(TranslationStrategy.NO_TRANSLATION, "", metric("a.b", "s", "counter")))
                .isEqualTo("a.b");
        assertThat(name(TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES, "ns.x", metric("cnt.x", "s", "counter")))
                .isEqualTo("ns.x_cnt.x_seconds_total");
        assertThat(name(TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES, "", metric("io", "By/s", "gauge")))
                .isEqualTo("io_bytes_per_second");
        assertThat(name(TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES, "", metric("my.total", "", "counter")))
                .isEqualTo("my_total");
    }

    @ParameterizedTest
    @CsvSource({
        "host.name,host_name",
        "a..b,a__b",
        "_x,_x",
        "__x,__x",
        "1a,key_1a",
        "___,none",
        "é,none",
        "éa,_a",
        "'',none",
        "a:b,a_b",
        "😀x,_x",
    })
    void labels(String key, String expected) {
        assertThat(new NameTranslator(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, "")
                        .labelName(key)
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void aFloodOfNamesDoesNotFillTheMemory() {
        NameTranslator translator = new NameTranslator(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, "");
        for (int i = 0; i < 50_000; i++) {
            assertThat(translator.labelName("key." + i)).contains("key_" + i);
        }
        assertThat(translator.labelName("key.7")).contains("key_7");
        assertThat(translator.remembered()).isLessThanOrEqualTo(2 * 8192);
    }
}
