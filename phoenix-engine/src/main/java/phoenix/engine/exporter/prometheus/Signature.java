package phoenix.engine.exporter.prometheus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Scope;
import phoenix.metrics.ValueText;

/**
 * The identity of a series as the Collector's exporter has it: metric name and type, scope, attributes as texts, job
 * and instance. A digest stands for all that, so that a series costs 16 bytes here and not several hundred; it is a
 * cryptographic one, so that no sender can make two series collide.
 */
record Signature(long high, long low) {
    static Signature of(MetricInfo metric, Scope scope, Attributes attributes, Target target) {
        MessageDigest digest = sha256();
        text(digest, metric.name());
        text(digest, metric.type().name());
        text(digest, scope.name());
        text(digest, scope.version());
        text(digest, scope.schemaUrl());
        entries(digest, scope.attributes());
        entries(digest, attributes);
        text(digest, target.job().orElse("\0"));
        text(digest, target.instance().orElse("\0"));
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new Signature(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void entries(MessageDigest digest, Attributes attributes) {
        List<String> entries = new ArrayList<>(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            String key = attributes.key(i);
            entries.add(key.length() + ":" + key + ValueText.of(attributes.value(i)));
        }
        Collections.sort(entries);
        number(digest, entries.size());
        entries.forEach(entry -> text(digest, entry));
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(digest, bytes.length);
        digest.update(bytes);
    }

    private static void number(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }
}
