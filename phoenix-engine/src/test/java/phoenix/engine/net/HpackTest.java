package phoenix.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Examples of RFC 7541, appendix C, and bytes of chance. */
class HpackTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void readsResponsesWithHuffmanCodeAndEviction() throws IOException {
        HpackDecoder decoder = new HpackDecoder(); // C.6, but for the size of the table
        assertThat(decoder.decode(
                        hex("3fe1 0148 8264 02 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0"
                                + "82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3")))
                .containsExactly(
                        new Header(":status", "302"),
                        new Header("cache-control", "private"),
                        new Header("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                        new Header("location", "https://www.example.com"));
        assertThat(decoder.decode(hex("4883 640e ff c1 c0 bf")))
                .containsExactly(
                        new Header(":status", "307"),
                        new Header("cache-control", "private"),
                        new Header("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                        new Header("location", "https://www.example.com"));
        assertThat(decoder.decode(hex("88 c1 61 96 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c0 5a83"
                        + " 9bd9 ab77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36"
                        + " 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07")))
                .contains(new Header(":status", "200"), new Header("content-encoding", "gzip"))
                .hasSize(6);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        List<Header> headers =
                List.of(new Header(":path", "/a"), new Header("long", "x".repeat(5000)), new Header("api-key", ""));
        assertThat(new HpackDecoder().decode(HpackEncoder.encode(headers))).isEqualTo(headers);
    }

    @Test
    void refusesBrokenBlocks() {
        for (String block : List.of("ff", "c0", "3fff ffff ff7f", "00 05 61", "00 81 ff ff", "40")) {
            assertThatThrownBy(() -> new HpackDecoder().decode(hex(block)))
                    .as(block)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void bytesOfChanceGiveHeadersOrAnIoException() {
        long seed = 4711;
        Random random = new Random(seed);
        int failures = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] block = new byte[random.nextInt(40)];
            random.nextBytes(block);
            try {
                assertThat(new HpackDecoder().decode(block)).as("seed %d", seed).hasSizeLessThanOrEqualTo(40);
            } catch (IOException _) {
                failures++;
            }
        }
        assertThat(failures).isBetween(1000, 20_000);
    }
}
