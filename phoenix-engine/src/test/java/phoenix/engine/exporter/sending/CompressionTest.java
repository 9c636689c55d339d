package phoenix.engine.exporter.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** The JDK's own readers say what bodies hold. */
class CompressionTest {
    @Test
    void whatIsCompressedComesBackAtEachLevel() throws IOException {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 255, 256, 70_000, 1_000_000}) {
            byte[] data = data(random, length);
            for (int level = -1; level <= 9; level++) {
                if (level == 0) {
                    continue;
                }
                InputStream gzip = stream(Compression.GZIP.compress(data, level));
                assertThat(new GZIPInputStream(gzip).readAllBytes()).isEqualTo(data);
                InputStream deflate = stream(Compression.DEFLATE.compress(data, level));
                assertThat(new InflaterInputStream(deflate).readAllBytes()).isEqualTo(data);
            }
            assertThat(Compression.NONE.compress(data, -1)).isSameAs(data);
        }
    }

    @Test
    void levelsAreThoseOfZlib() {
        byte[] data = "system.cpu.time{cpu=\"0\",state=\"idle\"} 17.25\n"
                .repeat(2_000)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Compression.GZIP.compress(data, 6)).hasSizeLessThan(Compression.GZIP.compress(data, 1).length);
    }

    @Test
    void aPartOfAnArrayIsCompressedAlone() throws IOException {
        byte[] data = data(new Random(8), 5_000);
        byte[] part = java.util.Arrays.copyOfRange(data, 1_000, 4_500);
        for (int level : new int[] {-1, 1, 6}) {
            assertThat(new GZIPInputStream(stream(Compression.GZIP.compress(data, 1_000, 3_500, level))).readAllBytes())
                    .isEqualTo(part);
            assertThat(new InflaterInputStream(stream(Compression.DEFLATE.compress(data, 1_000, 3_500, level)))
                            .readAllBytes())
                    .isEqualTo(part);
        }
        assertThat(Compression.NONE.compress(data, 1_000, 3_500, -1)).isEqualTo(part);
    }

    /** Half of it noise, half of it repetition. */
    private static byte[] data(Random random, int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        for (int i = length / 2; i < length; i++) {
            data[i] = (byte) (i % 50);
        }
        return data;
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
