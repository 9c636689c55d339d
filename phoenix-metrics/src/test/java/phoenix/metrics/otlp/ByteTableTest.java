package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ByteTableTest {
    private static byte[] key(int i) {
        return ByteBuffer.allocate(20).putInt(i).array();
    }

    @Test
    void remembersUpToItsLimitAndNeverGivesAWrongValue() {
        ByteTable<Integer> table = new ByteTable<>(1024, 1 << 20);
        for (int i = 0; i < 100_000; i++) {
            byte[] key = key(i);
            int hash = ByteTable.hash(key, 0, key.length);
            assertThat(table.get(hash, key, 0, key.length)).isNull();
            table.put(hash, key, i);
            assertThat(table.get(hash, key, 0, key.length)).isEqualTo(i);
        }
        assertThat(table.size()).isBetween(512, 1024);
        assertThat(table.bytesUsed()).isEqualTo(table.size() * 20L);
        for (int i = 0; i < 100_000; i++) {
            byte[] key = key(i);
            Integer found = table.get(ByteTable.hash(key, 0, key.length), key, 0, key.length);
            assertThat(found == null || found == i).isTrue();
        }
    }

    @Test
    void keysWithOneHashCostFourPlaces() {
        ByteTable<Integer> table = new ByteTable<>(1024, 1 << 20);
        for (int i = 0; i < 1000; i++) {
            table.put(42, key(i), i);
        }
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.get(42, key(999), 0, 20)).isEqualTo(999);
    }

    @Test
    void bytesAreLimitedToo() {
        ByteTable<Integer> table = new ByteTable<>(1024, 1000);
        for (int i = 0; i < 500; i++) {
            byte[] key = key(i);
            table.put(ByteTable.hash(key, 0, 20), key, i);
            assertThat(table.bytesUsed()).isLessThanOrEqualTo(1000);
        }
    }
}
