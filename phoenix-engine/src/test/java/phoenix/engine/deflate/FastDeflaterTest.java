package phoenix.engine.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** zlib's reader says what is in the streams. */
class FastDeflaterTest {
    private final FastDeflater deflater = new FastDeflater();

    @Test
    void seededMessagesOfAllKindsComeBack() throws DataFormatException {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] data = message(random);
            int offset = random.nextInt(data.length + 1);
            int length = random.nextInt(data.length - offset + 1);
            assertComesBack(data, offset, length);
        }
    }

    @Test
    void eachLengthAndDistanceOfAMatchComesBack() throws DataFormatException {
        Random random = new Random(3);
        byte[] noise = new byte[40_000];
        random.nextBytes(noise);
        for (int distance : new int[] {1, 2, 3, 4, 5, 8, 9, 255, 256, 257, 258, 16_385, 32_767, 32_768, 32_769}) {
            for (int length = 3; length <= 600; length += length < 270 ? 1 : 29) {
                byte[] data = Arrays.copyOf(noise, distance + length + 8);
                for (int i = distance; i < distance + length; i++) {
                    data[i] = data[i - distance];
                }
                assertComesBack(data, 0, data.length);
            }
        }
    }

    @Test
    void skewedSymbolsNeedCodesThatAreCutToFifteenBits() throws DataFormatException {
        // Counts like Fibonacci's numbers make the deepest tree there is; noise between them keeps matches out.
        Random random = new Random(5);
        byte[] data = new byte[200_000];
        for (int i = 0; i < data.length; i++) {
            int depth = Math.min(25, Long.numberOfTrailingZeros(random.nextLong() | 1L << 40));
            data[i] = (byte) (depth * 7);
        }
        assertComesBack(data, 0, data.length);
    }

    @Test
    void noiseGrowsByNoMoreThanTheHeadsOfStoredBlocks() throws DataFormatException {
        byte[] data = new byte[1_000_000];
        new Random(9).nextBytes(data);
        assertThat(assertComesBack(data, 0, data.length)).isLessThan(data.length + 16 * 5 + 8);
    }

    @Test
    void whatRepeatsIsSmallerThanAtTheFastestLevelOfZlib() throws DataFormatException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("process.cpu.time{pid=\"")
                    .append(1000 + i * 7 % 613)
                    .append("\",state=\"user\",environment=\"production\"} ")
                    .append(i * 31 % 997)
                    .append('\n');
        }
        byte[] data = text.toString().getBytes(StandardCharsets.UTF_8);
        Deflater zlib = new Deflater(1, true);
        zlib.setInput(data);
        zlib.finish();
        int zlibSize = zlib.deflate(new byte[data.length]);
        zlib.end();
        assertThat(assertComesBack(data, 0, data.length)).isLessThan(zlibSize);
    }

    @Test
    void roomIsLeftBeforeAndBehind() {
        byte[] data = {1, 2, 3};
        byte[] out = deflater.deflate(data, 0, 3, 4, 5);
        byte[] bare = deflater.deflate(data, 0, 3, 0, 0);
        assertThat(Arrays.copyOf(out, 4)).containsOnly(0);
        assertThat(Arrays.copyOfRange(out, 4, out.length - 5)).isEqualTo(bare);
        assertThat(Arrays.copyOfRange(out, out.length - 5, out.length)).containsOnly(0);
    }

    private int assertComesBack(byte[] data, int offset, int length) throws DataFormatException {
        byte[] packed = deflater.deflate(data, offset, length, 0, 0);
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed);
        byte[] back = new byte[length + 1];
        int size = 0;
        while (!inflater.finished()) {
            int some = inflater.inflate(back, size, back.length - size);
            if (some == 0 && (inflater.needsInput() || size == back.length)) {
                break;
            }
            size += some;
        }
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        assertThat(Arrays.copyOf(back, size)).isEqualTo(Arrays.copyOfRange(data, offset, offset + length));
        return packed.length;
    }

    /** Runs, copies from before, noise and words, mixed by the seed. */
    private static byte[] message(Random random) {
        byte[] data = new byte[random.nextInt(1 << random.nextInt(4, 20))];
        int at = 0;
        while (at < data.length) {
            int length = Math.min(data.length - at, 1 + random.nextInt(1 << random.nextInt(1, 12)));
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(data, at, at + length, (byte) random.nextInt());
                case 1 -> {
                    for (int i = 0; i < length; i++) {
                        data[at + i] = (byte) random.nextInt();
                    }
                }
                case 2 -> {
                    int distance = at == 0 ? 0 : 1 + random.nextInt(Math.min(at, 40_000));
                    for (int i = 0; i < length; i++) {
                        data[at + i] = data[at + i - distance];
                    }
                }
                default -> {
                    for (int i = 0; i < length; i++) {
                        data[at + i] = (byte) ('a' + random.nextInt(4));
                    }
                }
            }
            at += length;
        }
        return data;
    }
}
