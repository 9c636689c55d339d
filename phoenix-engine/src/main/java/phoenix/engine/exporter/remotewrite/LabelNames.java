package phoenix.engine.exporter.remotewrite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Label names as remote write has them, which is stricter than the pull exporter: runs of underscores become one, and one
 * at the start gets {@code key} before it. Remembers a bounded number of results. Not thread-safe.
 */
final class LabelNames {
    private static final int REMEMBERED_MAX = 8192;
    private static final String RESERVED = "__";

    private final Map<String, Optional<String>> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** The label for an attribute key; empty when nothing of the key is left. */
    Optional<String> of(String key) {
        Optional<String> known = remembered.get(key);
        if (known == null) {
            known = translate(key);
            remembered.put(key, known);
        }
        return known;
    }

    private static Optional<String> translate(String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        boolean reserved = key.length() >= 4 && key.startsWith(RESERVED) && key.endsWith(RESERVED);
        StringBuilder name = new StringBuilder(key.length() + 4);
        (reserved ? key.substring(2, key.length() - 2) : key).codePoints().forEach(c -> {
            if (isLetterOrDigit(c)) {
                name.append((char) c);
            } else if (name.isEmpty() || name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        });
        if (reserved) {
            name.insert(0, RESERVED).append(RESERVED);
        }
        if (name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            name.insert(0, "key_");
        } else if (name.charAt(0) == '_' && name.indexOf(RESERVED) != 0) {
            name.insert(0, "key");
        }
        boolean nothingLeft = name.chars().allMatch(c -> c == '_');
        return nothingLeft ? Optional.empty() : Optional.of(name.toString());
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
