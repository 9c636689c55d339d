package phoenix.engine.exporter.file;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts the value of an attribute in the place of {@code *}. Values come from senders: whatever they hold, the path stays
 * below the part before {@code *}.
 */
final class GroupPaths {
    private final String prefix;
    private final String suffix;

    GroupPaths(String prefix, String suffix) {
        String cleaned = clean(prefix);
        this.prefix = prefix.endsWith("/") && !cleaned.endsWith("/") ? cleaned + "/" : cleaned;
        this.suffix = suffix;
    }

    String of(String value) {
        String segment = value;
        if (segment.startsWith("./")) {
            segment = segment.substring(1);
        } else if (segment.startsWith("../")) {
            segment = segment.substring(2);
        }
        String path = clean(prefix + segment + suffix);
        return path.startsWith(prefix) ? path : clean(prefix + "/" + clean("/" + segment + suffix));
    }

    /** Go's {@code path.Clean}: no {@code .}, no empty steps, and {@code ..} taken back where it can be. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                if (!steps.isEmpty() && !steps.getLast().equals("..")) {
                    steps.removeLast();
                } else if (!rooted) {
                    steps.addLast(step);
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        String joined = String.join("/", steps);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
