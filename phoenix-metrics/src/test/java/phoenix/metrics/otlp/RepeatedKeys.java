package phoenix.metrics.otlp;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds attribute lists that hold one key twice. */
final class RepeatedKeys {
    private RepeatedKeys() {}

    static boolean in(Message message) {
        for (Object field : message.getAllFields().values()) {
            if (field instanceof Message child && in(child)) {
                return true;
            }
            if (field instanceof List<?> list && in(list)) {
                return true;
            }
        }
        return false;
    }

    private static boolean in(List<?> list) {
        Set<String> keys = new HashSet<>();
        for (Object element : list) {
            if (element instanceof KeyValue entry && !keys.add(entry.getKey())) {
                return true;
            }
            if (element instanceof Message child && in(child)) {
                return true;
            }
        }
        return false;
    }
}
