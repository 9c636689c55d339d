package phoenix.app.run;

import java.util.ArrayList;
import java.util.List;

/** A list over time that never grows beyond a size: when full, every other entry goes and the gaps double. */
final class Thinned<T> {
    private final int entriesMax;
    private final List<T> entries = new ArrayList<>();
    private long seen;
    private long every = 1;

    Thinned(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    void add(T entry) {
        if (seen++ % every != 0) {
            return;
        }
        if (entries.size() >= entriesMax) {
            for (int i = entries.size() / 2; i > 0; i--) {
                entries.remove(2 * i - 1);
            }
            every *= 2;
            if ((seen - 1) % every != 0) {
                return;
            }
        }
        entries.add(entry);
    }

    List<T> toList() {
        return List.copyOf(entries);
    }
}
