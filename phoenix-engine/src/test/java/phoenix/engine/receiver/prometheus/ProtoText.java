package phoenix.engine.receiver.prometheus;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Makes a page in protobuf of its text: {@code family { name: "up" type: GAUGE metric { gauge { value: 1 } } }}. */
final class ProtoText {
    private static final Descriptor PAGE = page();

    private ProtoText() {}

    static byte[] page(String text) throws IOException {
        DynamicMessage.Builder page = DynamicMessage.newBuilder(PAGE);
        TextFormat.merge(text, page);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FieldDescriptor family = PAGE.findFieldByName("family");
        for (int i = 0; i < page.getRepeatedFieldCount(family); i++) {
            ((DynamicMessage) page.getRepeatedField(family, i)).writeDelimitedTo(out);
        }
        return out.toByteArray();
    }

    private static Descriptor page() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("metrics.proto")
                .setSyntax("proto3")
                .addEnumType(types("COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM"))
                .addMessageType(message("Timestamp", "1 int64 seconds", "2 int32 nanos"))
                .addMessageType(message("LabelPair", "1 string name", "2 string value"))
                .addMessageType(message("Gauge", "1 double value"))
                .addMessageType(
                        message("Counter", "1 double value", "2 Exemplar exemplar", "3 Timestamp start_timestamp"))
                .addMessageType(message("Quantile", "1 double quantile", "2 double value"))
                .addMessageType(message(
                        "Summary",
                        "1 uint64 sample_count",
                        "2 double sample_sum",
                        "3 Quantile quantile *",
                        "4 Timestamp start_timestamp"))
                .addMessageType(message("Untyped", "1 double value"))
                .addMessageType(message(
                        "Histogram",
                        "1 uint64 sample_count",
                        "4 double sample_count_float",
                        "2 double sample_sum",
                        "3 Bucket bucket *",
                        "15 Timestamp start_timestamp",
                        "5 sint32 schema",
                        "6 double zero_threshold",
                        "7 uint64 zero_count",
                        "8 double zero_count_float",
                        "9 BucketSpan negative_span *",
                        "10 sint64 negative_delta *",
                        "11 double negative_count *",
                        "12 BucketSpan positive_span *",
                        "13 sint64 positive_delta *",
                        "14 double positive_count *",
                        "16 Exemplar exemplars *"))
                .addMessageType(message(
                        "Bucket",
                        "1 uint64 cumulative_count",
                        "4 double cumulative_count_float",
                        "2 double upper_bound",
                        "3 Exemplar exemplar"))
                .addMessageType(message("BucketSpan", "1 sint32 offset", "2 uint32 length"))
                .addMessageType(message("Exemplar", "1 LabelPair label *", "2 double value", "3 Timestamp timestamp"))
                .addMessageType(message(
                        "Metric",
                        "1 LabelPair label *",
                        "2 Gauge gauge",
                        "3 Counter counter",
                        "4 Summary summary",
                        "5 Untyped untyped",
                        "7 Histogram histogram",
                        "6 int64 timestamp_ms",
                        "99 string unknown"))
                .addMessageType(message(
                        "MetricFamily",
                        "1 string name",
                        "2 string help",
                        "3 MetricType type",
                        "4 Metric metric *",
                        "5 string unit"))
                .addMessageType(message("Page", "1 MetricFamily family *"))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Page");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnumDescriptorProto types(String... names) {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName("MetricType");
        for (int i = 0; i < names.length; i++) {
            type.addValue(
                    EnumValueDescriptorProto.newBuilder().setName(names[i]).setNumber(i));
        }
        return type.build();
    }

    /** @param fields as {@code 1 string name}, with a star behind what is repeated */
    private static DescriptorProto message(String name, String... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (String field : fields) {
            List<String> words = List.of(field.split(" ", -1));
            FieldDescriptorProto.Builder builder = message.addFieldBuilder()
                    .setNumber(Integer.parseInt(words.get(0)))
                    .setName(words.get(2))
                    .setLabel(
                            words.size() > 3
                                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
            String type = words.get(1);
            if (Character.isUpperCase(type.charAt(0))) {
                builder.setTypeName("." + type);
            } else {
                builder.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
            }
        }
        return message.build();
    }
}
