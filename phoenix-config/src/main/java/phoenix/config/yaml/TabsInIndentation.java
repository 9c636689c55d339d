package phoenix.config.yaml;

import java.util.BitSet;
import java.util.Iterator;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import phoenix.config.diagnostic.SourceText;

/**
 * Finds the tabs that Go's YAML library refuses and ours lets pass: in block context at the start of a line, be it before a
 * comment or alone. Hands the events on, and remembers which lines are inside of texts and flow collections, where tabs
 * may stand.
 */
final class TabsInIndentation implements Iterator<Event> {
    private final Iterator<Event> events;
    private final BitSet free = new BitSet();
    private int flowDepth;
    private int flowFrom;

    TabsInIndentation(Iterator<Event> events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        if (event instanceof ScalarEvent) {
            // The line a text begins in is indented by what comes before it.
            free(line(event.getStartMark()) + 1, lastLine(event));
        } else if (event instanceof CollectionStartEvent start
                && (flowDepth > 0 || start.getFlowStyle() == FlowStyle.FLOW)) {
            flowFrom = flowDepth++ == 0 ? line(event.getStartMark()) : flowFrom;
        } else if (event instanceof CollectionEndEvent && flowDepth > 0 && --flowDepth == 0) {
            free(flowFrom + 1, line(event.getEndMark()));
        }
        return event;
    }

    /** A block text ends before the line that its mark is at the start of. */
    private static int lastLine(Event event) {
        return event.getEndMark()
                .map(m -> m.getColumn() == 0 ? m.getLine() - 1 : m.getLine())
                .orElse(-1);
    }

    private static int line(java.util.Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(-1);
    }

    private void free(int from, int to) {
        if (from >= 0 && to >= from) {
            free.set(from, to + 1);
        }
    }

    /** The first line, counted from 1, that begins with a tab where none may stand. */
    OptionalInt firstIn(SourceText source) {
        int parent = 0;
        boolean plain = false;
        for (int i = 0; i < source.lineCount(); i++) {
            String text = source.line(i + 1).orElse("");
            int indent = indent(text);
            boolean tab = indent < text.length() && text.charAt(indent) == '\t';
            // Behind a plain text and deeper than it, the tab is taken for a space of that text.
            if (tab && !free.get(i) && !(plain && indent > parent)) {
                return OptionalInt.of(i + 1);
            }
            if (indent < text.length() && text.charAt(indent) != '#' && !tab && !free.get(i)) {
                parent = indent;
                String content = text.stripTrailing();
                plain = !content.isEmpty()
                        && !content.contains(" #")
                        && Character.isLetterOrDigit(content.charAt(content.length() - 1));
            }
        }
        return OptionalInt.empty();
    }

    private static int indent(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}
