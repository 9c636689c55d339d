package phoenix.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.capture.CaptureWriter.Format;
import phoenix.engine.capture.CaptureWriter.Written;
import phoenix.engine.processor.RandomBatches;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;
import phoenix.testkit.Seeds;

class CaptureTest {
    private static final long SIZE_MAX = 1L << 30;
    private static final long START = 1_767_225_600_000_000_000L;

    @TempDir
    private Path folder;

    private record Read(List<CapturedBatch> batches, String torn, String error) {}

    private Path write(RandomGenerator random, Format format, List<MetricBatch> batches) throws IOException {
        Path file = folder.resolve("c." + format);
        try (CaptureWriter writer = CaptureWriter.create(file, format, SIZE_MAX)) {
            for (int i = 0; i < batches.size(); i++) {
                assertThat(writer.write("otlp/" + i % 2, START + i, batches.get(i)))
                        .isEqualTo(Written.YES);
                if (random.nextInt(4) == 0) {
                    writer.flush();
                }
            }
            writer.finish();
        }
        assertThat(CaptureWriter.partOf(file)).doesNotExist();
        return file;
    }

    private static Read read(Path file) throws IOException {
        List<CapturedBatch> batches = new ArrayList<>();
        try (CaptureInput input = CaptureInput.open(file)) {
            for (CapturedBatch batch = input.next(); batch != null; batch = input.next()) {
                batches.add(batch);
            }
            assertThat(input.next()).isNull();
            return new Read(batches, input.torn(), "");
        } catch (CaptureException e) {
            assertThat(e.offset()).isNotNegative();
            return new Read(batches, "", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> texts(List<MetricBatch> batches) {
        return batches.stream()
                .map(batch -> new String(OtlpJsonEncoder.encode(batch), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(Read read) {
        return texts(read.batches().stream().map(CapturedBatch::batch).toList());
    }

    @Test
    void whatWasWrittenIsRead() {
        Seeds.forAll(50, random -> {
            List<MetricBatch> batches = new RandomBatches(random).next(random.nextInt(20));
            Read read = read(write(random, Format.BINARY, batches));
            assertThat(read.error()).isEmpty();
            assertThat(read.torn()).isEmpty();
            assertThat(texts(read)).isEqualTo(texts(batches));
            for (int i = 0; i < batches.size(); i++) {
                assertThat(read.batches().get(i).arrivalUnixNanos()).isEqualTo(START + i);
                assertThat(read.batches().get(i).receiver()).isEqualTo("otlp/" + i % 2);
            }
        });
    }

    @Test
    void aFileThatIsCutOffIsReadUpToItsLastWholeBlock() {
        Seeds.forAll(10, random -> {
            List<MetricBatch> batches = new RandomBatches(random).next(8);
            Path file = write(random, Format.BINARY, batches);
            byte[] whole = Files.readAllBytes(file);
            int batchesBefore = 0;
            for (int length = CaptureFormat.HEADER_BYTES; length < whole.length; length += 1 + random.nextInt(80)) {
                Files.write(file, Arrays.copyOf(whole, length));
                Read read = read(file);
                assertThat(read.error()).isEmpty();
                assertThat(read.torn()).contains("cut off", "byte ");
                assertThat(read.batches()).hasSizeBetween(batchesBefore, batches.size());
                assertThat(texts(read))
                        .isEqualTo(texts(batches).subList(0, read.batches().size()));
                batchesBefore = read.batches().size();
            }
        });
    }

    @Test
    void aByteThatChangedIsNoticedAndPlaced() {
        Seeds.forAll(20, random -> {
            List<MetricBatch> batches = new RandomBatches(random).next(6);
            Path file = write(random, Format.BINARY, batches);
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 20; i++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
                Files.write(file, damaged);
                Read read = read(file);
                assertThat(read.error() + read.torn()).contains("byte ");
                assertThat(texts(read))
                        .isEqualTo(texts(batches).subList(0, read.batches().size()));
            }
        });
    }

    /** A block whose checksum is right, whatever else it says. */
    private Path forged(int packedBytes, int bytes, int records, byte[] payload) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(CaptureFormat.header());
        byte[] padded = Arrays.copyOf(payload, Math.max(payload.length, Math.min(packedBytes, 1 << 16)));
        file.writeBytes(CaptureFormat.frameHeader(
                CaptureFormat.BLOCK, packedBytes, bytes, records, packedBytes == payload.length ? payload : padded));
        file.writeBytes(payload);
        return Files.write(folder.resolve("forged"), file.toByteArray());
    }

    private static byte[] packed(byte[] bytes) {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
    }

    @Test
    void lengthsAreNotBelieved() throws IOException {
        byte[] zeros = packed(new byte[1 << 20]);
        assertThat(read(forged(zeros.length, Integer.MAX_VALUE, 1, zeros)).error())
                .contains("larger than a block can be");
        assertThat(read(forged(zeros.length, -1, 1, zeros)).error()).contains("larger than a block can be");
        assertThat(read(forged(zeros.length, 1000, 1, zeros)).error()).contains("does not unpack to the size it says");
        assertThat(read(forged(zeros.length, 2 << 20, 1, zeros)).error()).contains("unpacks to 1048576 bytes");
        assertThat(read(forged(zeros.length, 1 << 20, -5, zeros)).error()).contains("without records");
        assertThat(read(forged(zeros.length, 1 << 20, 5, zeros)).error()).contains("more than its records", "byte 16");
        assertThat(read(forged(zeros.length, 1 << 20, 1 << 30, zeros)).error()).contains("fewer records");
        byte[] long1 = packed(ByteBuffer.allocate(20)
                .putLong(1)
                .putShort((short) 0)
                .putInt(1 << 30)
                .array());
        assertThat(read(forged(long1.length, 20, 1, long1)).error()).contains("past its block");
        byte[] long2 =
                packed(ByteBuffer.allocate(20).putLong(1).putShort((short) -1).array());
        assertThat(read(forged(long2.length, 20, 1, long2)).error()).contains("past its block");
        byte[] noOtlp = packed(ByteBuffer.allocate(16)
                .putLong(1)
                .putShort((short) 0)
                .putInt(2)
                .put((byte) 7)
                .array());
        assertThat(read(forged(noOtlp.length, 16, 1, noOtlp)).error()).contains("batch 1 is not OTLP", "byte 16");
        byte[] random = new byte[500];
        Seeds.random(1).nextBytes(random);
        assertThat(read(forged(random.length, 1 << 20, 1, random)).error()).contains("does not unpack");
    }

    @Test
    void otherFilesAreRefusedWithWhatIsWrong() throws IOException {
        Path file = folder.resolve("f");
        for (String text : List.of("", "receivers:\n", "PK\3\4abcdefgh", "\0\0\0\5hello")) {
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> CaptureInput.open(file)).isInstanceOf(CaptureException.class);
        }
        byte[] header = CaptureFormat.header();
        Files.write(file, Arrays.copyOf(header, 12));
        assertThatThrownBy(() -> CaptureInput.open(file)).hasMessageContaining("ends within its header");
        ByteBuffer later = ByteBuffer.wrap(header).putShort(8, (short) 9);
        Files.write(
                file,
                later.putInt(12, CaptureFormat.crc(header, 0, 12, null, 0)).array());
        assertThatThrownBy(() -> CaptureInput.open(file)).hasMessageContaining("version 9");
    }

    private interface Packing {
        byte[] of(List<byte[]> messages) throws IOException;
    }

    private static byte[] lines(List<byte[]> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        messages.forEach(message -> {
            out.writeBytes(message);
            out.write('\n');
        });
        return out.toByteArray();
    }

    private static byte[] lengths(List<byte[]> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        messages.forEach(message -> {
            out.writeBytes(ByteBuffer.allocate(4).putInt(message.length).array());
            out.writeBytes(message);
        });
        return out.toByteArray();
    }

    private static byte[] through(byte[] bytes, java.util.function.Function<OutputStream, OutputStream> packer)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = packer.apply(out)) {
            packing.write(bytes);
        }
        return out.toByteArray();
    }

    private static OutputStream gzip(OutputStream out) {
        try {
            return new GZIPOutputStream(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static OutputStream zstd(OutputStream out) {
        try {
            return new ZstdOutputStream(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** In the forms in which the Collector's file exporter, or somebody after it, writes them. */
    @Test
    void filesOfTheFileExporterAreRead() {
        List<Packing> ofJson = List.of(
                CaptureTest::lines,
                json -> through(lines(json), CaptureTest::gzip),
                json -> through(lines(json), CaptureTest::zstd),
                json -> lengths(json.stream().map(CaptureTest::packed).toList()));
        List<Packing> ofProtobuf = List.of(
                CaptureTest::lengths,
                messages -> lengths(messages.stream().map(CaptureTest::packed).toList()));
        Path file = folder.resolve("f");
        Seeds.forAll(10, random -> {
            List<MetricBatch> batches = new RandomBatches(random).next(5);
            List<byte[]> json = new ArrayList<>(
                    batches.stream().map(OtlpJsonEncoder::encode).toList());
            List<byte[]> protobuf =
                    batches.stream().map(new OtlpEncoder()::encode).toList();
            json.add(1, "{\"resourceLogs\":[]}".getBytes(StandardCharsets.UTF_8));
            for (Packing packing : ofJson) {
                Files.write(file, packing.of(json));
                assertThat(texts(read(file))).isEqualTo(texts(batches));
            }
            for (Packing packing : ofProtobuf) {
                Files.write(file, packing.of(protobuf));
                assertThat(texts(read(file))).isEqualTo(texts(batches));
            }
        });
    }

    @Test
    void noBytesAtAllGiveAnythingButBatchesAndPlacedErrors() {
        Path file = folder.resolve("f");
        Seeds.forAll(30, random -> {
            List<MetricBatch> batches = new RandomBatches(random).next(3);
            List<byte[]> json = batches.stream().map(OtlpJsonEncoder::encode).toList();
            List<byte[]> protobuf =
                    batches.stream().map(new OtlpEncoder()::encode).toList();
            List<byte[]> forms = List.of(
                    Files.readAllBytes(write(random, Format.BINARY, batches)),
                    lines(json),
                    through(lines(json), CaptureTest::gzip),
                    through(lines(json), CaptureTest::zstd),
                    lengths(json.stream().map(CaptureTest::packed).toList()),
                    lengths(protobuf));
            for (byte[] form : forms) {
                byte[] damaged = Arrays.copyOf(form, 1 + random.nextInt(form.length));
                for (int i = random.nextInt(8); i > 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, damaged);
                Read read = read(file); // which takes no other exception
                assertThat(read.batches()).hasSizeLessThanOrEqualTo(batches.size() + 8);
            }
        });
    }

    @Test
    void jsonThatIsCutOffOrDamagedSaysWhere() throws IOException {
        List<MetricBatch> batches = new RandomBatches(Seeds.random(7)).next(3);
        byte[] all = lines(batches.stream().map(OtlpJsonEncoder::encode).toList());
        Path file = folder.resolve("f");
        Files.write(file, Arrays.copyOf(all, all.length - 5));
        assertThat(read(file).torn()).contains("within the message that begins at byte");
        assertThat(read(file).batches()).hasSize(2);
        Files.write(file, Arrays.copyOf(all, all.length - 1));
        assertThat(read(file).batches()).as("a line without its end").hasSize(3);

        Files.writeString(file, "{}\n{\"resourceMetrics\":7}\n");
        assertThat(read(file).error()).contains("message 2 is not OTLP", "byte 3");
        byte[] zipped = through(all, CaptureTest::gzip);
        Files.write(file, Arrays.copyOf(zipped, zipped.length - 10));
        assertThat(read(file).error()).contains("cut off compressed data", "byte ");
        Files.write(file, ByteBuffer.allocate(9).putInt(5).put((byte) '{').array());
        assertThat(read(file).error()).contains("message 1 is not OTLP");
        Files.write(file, ByteBuffer.allocate(9).putInt(1 << 30).put((byte) '{').array());
        assertThat(read(file).error()).contains("more than 32 MiB");
        Files.write(file, ByteBuffer.allocate(9).putInt(100).put((byte) '{').array());
        assertThat(read(file).torn()).contains("within the message that begins at byte 0");
    }

    @Test
    void aBombOfALineOrAMessageIsRefused() throws IOException {
        Path file = folder.resolve("f");
        byte[] bomb = new byte[40 << 20];
        bomb[0] = '{';
        Files.write(file, through(bomb, CaptureTest::gzip));
        assertThat(read(file).error()).contains("a line of more than 32 MiB", "byte 0");
        Files.write(file, lengths(List.of(packed(bomb))));
        assertThat(read(file).error()).contains("unpacks to more than 32 MiB", "byte 0");
    }

    private static MetricBatch gauges(int points, RandomGenerator random) {
        BatchBuilder builder =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("g", "", "1"));
        for (int i = 0; i < points; i++) {
            builder.doublePoint(Attributes.EMPTY, 0, START + i, random.nextDouble());
        }
        return builder.build();
    }

    @Test
    void theFileNeverGrowsBeyondItsLimit() {
        Seeds.forAll(10, random -> {
            for (Format format : Format.values()) {
                long limit = 1_000_000L + random.nextInt(2_000_000);
                Path file = folder.resolve("limited");
                CaptureTotals totals;
                try (CaptureWriter writer = CaptureWriter.create(file, format, limit)) {
                    Written written = Written.YES;
                    while (written == Written.YES) {
                        written = writer.write("r", START, gauges(1 + random.nextInt(3000), random));
                    }
                    assertThat(written).isEqualTo(Written.FULL);
                    writer.finish();
                    totals = writer.totals();
                }
                assertThat(Files.size(file)).isBetween(limit / 2, limit).isEqualTo(totals.bytes());
                assertThat(read(file).batches()).hasSize((int) totals.batches());
            }
        });
    }

    @Test
    void aBatchTooLargeForABlockIsRefusedAndOthersGoOn() throws IOException {
        Path file = folder.resolve("large");
        RandomGenerator random = Seeds.random(1);
        try (CaptureWriter writer = CaptureWriter.create(file, Format.BINARY, SIZE_MAX)) {
            assertThat(writer.write("r", START, gauges(1_700_000, random))).isEqualTo(Written.TOO_LARGE);
            assertThat(writer.write("r", START, gauges(100_000, random))).isEqualTo(Written.YES);
            assertThat(writer.write("r", START, gauges(1, random))).isEqualTo(Written.YES);
            writer.finish();
        }
        assertThat(read(file).batches()).extracting(b -> b.batch().pointCount()).containsExactly(100_000, 1);
    }

    @Test
    void whatIsNotFinishedKeepsItsNameAndIsReadable() throws IOException {
        Path file = folder.resolve("open");
        RandomGenerator random = Seeds.random(1);
        CaptureWriter writer = CaptureWriter.create(file, Format.BINARY, SIZE_MAX);
        writer.write("r", START, gauges(1, random));
        writer.flush();
        assertThatThrownBy(() -> CaptureWriter.create(file, Format.BINARY, SIZE_MAX))
                .hasMessageContaining("another capture is being written");
        writer.write("r", START, gauges(1, random));
        writer.close();
        assertThat(file).doesNotExist();
        Read read = read(CaptureWriter.partOf(file));
        assertThat(read.batches()).hasSize(1);
        assertThat(read.torn()).contains("no footer");
    }
}
