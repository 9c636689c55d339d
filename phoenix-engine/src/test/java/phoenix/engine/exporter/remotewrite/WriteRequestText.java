package phoenix.engine.exporter.remotewrite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads remote write requests, in any order of fields, and shows them as lines in an order of their own. */
final class WriteRequestText {
    private record Field(int number, long value, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String number64() {
            return value == Converter.STALE_BITS ? "stale" : Double.toString(Double.longBitsToDouble(value));
        }

        long zigzag() {
            return (value >>> 1) ^ -(value & 1);
        }
    }

    private WriteRequestText() {}

    static String of(Collection<byte[]> requests) {
        List<String> lines = new ArrayList<>();
        for (byte[] request : requests) {
            for (Field field : fields(request)) {
                lines.add(field.number == 1 ? series(field.bytes) : metadata(field.bytes));
            }
        }
        return String.join("\n", lines.stream().sorted().toList()) + "\n";
    }

    private static String series(byte[] message) {
        StringBuilder labels = new StringBuilder("{");
        StringBuilder rest = new StringBuilder();
        for (Field field : fields(message)) {
            switch (field.number) {
                case 1 -> labels.append(label(field.bytes));
                case 2 -> rest.append(" sample ").append(plain(field.bytes));
                case 3 -> rest.append(" exemplar ").append(exemplar(field.bytes));
                case 4 -> rest.append(" histogram ").append(histogram(field.bytes));
                default -> throw new AssertionError("field " + field.number);
            }
        }
        return labels.append('}').append(rest).toString().replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String label(byte[] message) {
        String name = "";
        String value = "";
        for (Field field : fields(message)) {
            name = field.number == 1 ? field.text() : name;
            value = field.number == 2 ? field.text() : value;
        }
        return name + "=\"" + value + "\",";
    }

    private static String plain(byte[] message) {
        String value = "0.0";
        long time = 0;
        for (Field field : fields(message)) {
            value = field.number == 1 ? field.number64() : value;
            time = field.number == 2 ? field.value : time;
        }
        return value + "@" + time;
    }

    private static String exemplar(byte[] message) {
        StringBuilder labels = new StringBuilder();
        String value = "0.0";
        long time = 0;
        for (Field field : fields(message)) {
            labels.append(field.number == 1 ? label(field.bytes) : "");
            value = field.number == 2 ? field.number64() : value;
            time = field.number == 3 ? field.value : time;
        }
        return "{" + labels + "}" + value + "@" + time;
    }

    private static String histogram(byte[] message) {
        StringBuilder text = new StringBuilder();
        for (Field field : fields(message)) {
            switch (field.number) {
                case 1 -> text.append(" count=").append(field.value);
                case 3 -> text.append(" sum=").append(field.number64());
                case 4 -> text.append(" schema=").append(field.zigzag());
                case 5 -> text.append(" zeroThreshold=").append(field.number64());
                case 6 -> text.append(" zeroCount=").append(field.value);
                case 8, 11 ->
                    text.append(field.number == 8 ? " negative" : " positive").append(span(field.bytes));
                case 9, 12 -> text.append(" deltas=").append(deltas(field.bytes));
                case 15 -> text.append(" @").append(field.value);
                default -> throw new AssertionError("field " + field.number);
            }
        }
        return text.toString();
    }

    private static String span(byte[] message) {
        long offset = 0;
        long length = 0;
        for (Field field : fields(message)) {
            offset = field.number == 1 ? field.zigzag() : offset;
            length = field.number == 2 ? field.value : length;
        }
        return "[" + offset + "," + length + "]";
    }

    private static String deltas(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        List<Long> deltas = new ArrayList<>();
        while (in.hasRemaining()) {
            deltas.add(new Field(0, varint(in), new byte[0]).zigzag());
        }
        return deltas.toString();
    }

    private static String metadata(byte[] message) {
        StringBuilder text = new StringBuilder("metadata");
        for (Field field : fields(message)) {
            text.append(' ').append(field.number).append('=').append(field.number == 1 ? field.value : field.text());
        }
        return text.toString();
    }

    private static List<Field> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, 0, bytes));
                }
                default -> throw new AssertionError("wire type of tag " + tag);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
