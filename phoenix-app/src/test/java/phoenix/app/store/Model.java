package phoenix.app.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.TimeWindow;

/** Samples as a plain map, to hold a store against: series, then time and value bits in order. */
final class Model {
    record Sample(long time, long bits) {}

    final TreeMap<Integer, List<Sample>> samples = new TreeMap<>();

    void add(int series, long time, double value) {
        samples.computeIfAbsent(series, id -> new ArrayList<>())
                .add(new Sample(time, Double.doubleToRawLongBits(value)));
    }

    Model within(TimeWindow window) {
        var model = new Model();
        samples.forEach((series, list) -> list.stream()
                .filter(sample -> window.contains(sample.time()))
                .forEach(sample -> model.add(series, sample.time(), Double.longBitsToDouble(sample.bits()))));
        return model;
    }

    /** Whether all that is in this model is in the other, in its order. */
    boolean isPartOf(Model whole) {
        return samples.entrySet().stream().allMatch(entry -> {
            var rest = whole.samples.getOrDefault(entry.getKey(), List.of()).iterator();
            for (var sample : entry.getValue()) {
                boolean found = false;
                while (!found && rest.hasNext()) {
                    found = rest.next().equals(sample);
                }
                if (!found) {
                    return false;
                }
            }
            return true;
        });
    }

    int size() {
        return samples.values().stream().mapToInt(List::size).sum();
    }

    static Model read(RunReader reader, TimeWindow window) {
        var model = new Model();
        reader.scan(window, entry -> true, (series, times, values, from, to) -> {
            for (int i = from; i < to; i++) {
                model.add(series, times[i], values[i]);
            }
        });
        return model;
    }
}
