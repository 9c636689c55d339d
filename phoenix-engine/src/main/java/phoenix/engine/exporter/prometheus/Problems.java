package phoenix.engine.exporter.prometheus;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Says each problem once: data comes again and again, and a log that repeats itself hides the rest. */
final class Problems {
    private static final System.Logger LOG = System.getLogger(PrometheusExporter.class.getName());
    private static final int SAID_MAX = 500;
    private static final int TEXT_MAX = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String componentId;
    private final Set<String> said = new HashSet<>();

    Problems(String componentId) {
        this.componentId = componentId;
    }

    synchronized void say(String problem) {
        String cut = problem.length() <= TEXT_MAX ? problem : problem.substring(0, TEXT_MAX) + "...";
        String text = CONTROL.matcher(cut).replaceAll("?"); // names come from senders, and must not forge log lines
        if (said.size() < SAID_MAX && said.add(text)) {
            LOG.log(System.Logger.Level.WARNING, componentId + ": " + text);
        }
    }

    synchronized Set<String> said() {
        return Set.copyOf(said);
    }
}
