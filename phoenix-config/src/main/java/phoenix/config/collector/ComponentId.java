package phoenix.config.collector;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The id of a component in a configuration: {@code type} or {@code type/name}. Two ids are equal when they are written
 * alike: {@code hostmetrics} and {@code host_metrics} are different ids of one type.
 *
 * <p>Grammar as in the Collector ({@code component/identifiable.go}): spaces around the two parts do not count.
 */
public record ComponentId(String type, String name) {
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Z}\\p{C}\\p{S}]+");
    private static final int NAME_BYTES_MAX = 1024;

    /**
     * Checks the grammar.
     *
     * @throws IllegalArgumentException when a part breaks it, with the rule
     */
    public ComponentId {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "a type starts with a letter and holds letters, digits and _ only, at most 63");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("a name has at most " + NAME_BYTES_MAX + " bytes");
        }
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name holds no space, control character or symbol");
        }
    }

    /**
     * Reads an id as a configuration writes it.
     *
     * @throws IllegalArgumentException with the rule that is broken
     */
    public static ComponentId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new ComponentId(text.strip(), "");
        }
        String name = text.substring(slash + 1).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name has to follow the /");
        }
        return new ComponentId(text.substring(0, slash).strip(), name);
    }

    /** As written: {@code otlp_http/newrelic}. */
    @Override
    public String toString() {
        return name.isEmpty() ? type : type + "/" + name;
    }
}
