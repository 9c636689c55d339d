package phoenix.engine.receiver.hostmetrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * Which resource attributes a process gets, and which processes are left out because of one
 * ({@code resource_attributes}).
 */
final class ProcessAttributes {
    static final String PID = "process.pid";
    static final String PARENT_PID = "process.parent_pid";
    static final String EXECUTABLE_NAME = "process.executable.name";
    static final String EXECUTABLE_PATH = "process.executable.path";
    static final String CGROUP = "process.cgroup";
    static final String COMMAND = "process.command";
    static final String COMMAND_LINE = "process.command_line";
    static final String OWNER = "process.owner";

    /** All of them, in the order of the wire. */
    static final List<String> KEYS =
            List.of(PID, PARENT_PID, EXECUTABLE_NAME, EXECUTABLE_PATH, CGROUP, COMMAND, COMMAND_LINE, OWNER);

    static final ProcessAttributes DEFAULT = new ProcessAttributes(Map.of());

    private final Map<String, Rule> rules;

    /**
     * @param isOn whether the attribute is written
     * @param values which values a process may have in it; not asked when the attribute is off
     */
    record Rule(boolean isOn, NameFilter values) {}

    /** @param rules by attribute; those that are missing have their defaults */
    ProcessAttributes(Map<String, Rule> rules) {
        Map<String, Rule> all = new HashMap<>();
        KEYS.forEach(key -> all.put(key, new Rule(isOnByDefault(key), NameFilter.ALL)));
        all.putAll(rules);
        this.rules = Map.copyOf(all);
    }

    static boolean isOnByDefault(String key) {
        return !key.equals(CGROUP);
    }

    boolean isOn(String key) {
        Rule rule = rules.get(key);
        return rule != null && rule.isOn();
    }

    void put(Attributes.Builder attributes, String key, String value) {
        if (isOn(key)) {
            attributes.put(key, value);
        }
    }

    void put(Attributes.Builder attributes, String key, long value) {
        if (isOn(key)) {
            attributes.put(key, value);
        }
    }

    /** Whether a process with these attributes is wanted. */
    boolean pass(Attributes attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            Rule rule = rules.get(attributes.key(i));
            if (rule != null
                    && rule.values() != NameFilter.ALL
                    && !rule.values().passes(text(attributes.value(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.StringValue(String text) -> text;
            case Value.IntValue(long number) -> Long.toString(number);
            default -> value.toString();
        };
    }
}
