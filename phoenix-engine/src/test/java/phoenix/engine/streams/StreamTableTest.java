package phoenix.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.testkit.Seeds;

class StreamTableTest {
    private static MetricKey key(String name) {
        return new MetricKey(
                Attributes.EMPTY, "", "", Attributes.EMPTY, name, "", MetricType.SUM, Temporality.CUMULATIVE, true);
    }

    private static Attributes attributes(int i) {
        return Attributes.builder().put("i", Value.of((long) i)).build();
    }

    @Test
    void remembersTheStreamsUsedLastAndNoMore() {
        Seeds.forAll(50, random -> {
            int streamsMax = 1 + random.nextInt(40);
            StreamTable table = new StreamTable(streamsMax);
            // The model: the eldest entry of a map in order of access goes first.
            Map<String, Long> model = new LinkedHashMap<>(16, 0.75f, true);
            long[] values = new long[0];
            for (int step = 0; step < 2_000; step++) {
                int i = random.nextInt(60);
                String name = random.nextBoolean() ? "a" : "b";
                long discriminator = random.nextInt(2);
                String id = name + i + "/" + discriminator;
                StreamTable.Metric metric = table.metric(key(name));
                int slot = table.find(metric, attributes(i), discriminator);
                assertThat(slot >= 0).as(id).isEqualTo(model.containsKey(id));
                if (slot >= 0) {
                    assertThat(values[slot]).isEqualTo(model.get(id));
                    assertThat(table.attributes(slot)).isEqualTo(attributes(i));
                    assertThat(table.key(slot)).isEqualTo(key(name));
                } else {
                    slot = table.add(metric, attributes(i), discriminator);
                    values = java.util.Arrays.copyOf(values, table.capacity());
                    values[slot] = step;
                    model.put(id, (long) step);
                    if (model.size() > streamsMax) {
                        model.remove(model.keySet().iterator().next());
                    }
                }
                if (step % 100 == 99) {
                    removeSome(random, table, model, values);
                }
                assertThat(table.size()).isEqualTo(model.size());
            }
        });
    }

    private static void removeSome(RandomGenerator random, StreamTable table, Map<String, Long> model, long[] values) {
        long limit = random.nextInt(2_000);
        table.removeIf(slot -> values[slot] < limit);
        model.values().removeIf(value -> value < limit);
    }

    @Test
    void countsWhatItEvicts() {
        StreamTable table = new StreamTable(2);
        for (int i = 0; i < 5; i++) {
            table.add(table.metric(key("a")), attributes(i), 0);
        }
        assertThat(table.evicted()).isEqualTo(3);
        assertThat(table.isFull()).isTrue();
        assertThat(table.capacity()).isEqualTo(16);
    }
}
