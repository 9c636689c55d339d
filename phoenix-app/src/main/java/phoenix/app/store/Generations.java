package phoenix.app.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a run are numbered from 1; a segment takes the place of one or several in a row.
 *
 * @param first first log
 * @param last last log
 */
record Generations(int first, int last) {
    private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{8})-(\\d{8})\\.dat");
    private static final Pattern LOG = Pattern.compile("samples-(\\d{8})\\.log");

    String segmentName() {
        return "segment-%08d-%08d.dat".formatted(first, last);
    }

    static String logName(int generation) {
        return "samples-%08d.log".formatted(generation);
    }

    static @Nullable Generations ofSegment(String fileName) {
        Matcher name = SEGMENT.matcher(fileName);
        if (!name.matches()) {
            return null;
        }
        int first = Integer.parseInt(name.group(1));
        int last = Integer.parseInt(name.group(2));
        return first <= last ? new Generations(first, last) : null;
    }

    /** The generation of a log, or 0 if the name is none of a log. */
    static int ofLog(String fileName) {
        Matcher name = LOG.matcher(fileName);
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    int count() {
        return last - first + 1;
    }

    boolean contains(Generations other) {
        return first <= other.first && other.last <= last;
    }
}
