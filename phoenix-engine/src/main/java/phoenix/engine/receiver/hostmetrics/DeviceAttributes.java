package phoenix.engine.receiver.hostmetrics;

import java.util.HashMap;
import java.util.Map;
import phoenix.metrics.Attributes;

/**
 * The attributes of the points of each device, made once and kept for as long as the device is there: points of all
 * scrapes share them. First those of the device with each value of the second attribute, last those of the device
 * alone.
 */
final class DeviceAttributes {
    private final String key;
    private final String[] values;
    private final Map<String, Known> known = new HashMap<>();
    private int scrape;

    DeviceAttributes(String key, String... values) {
        this.key = key;
        this.values = values;
    }

    private static final class Known {
        private final Attributes[] attributes;
        private int scrape;

        Known(Attributes[] attributes) {
            this.attributes = attributes;
        }
    }

    void beginScrape() {
        scrape++;
    }

    Attributes[] of(String device) {
        Known entry = known.get(device);
        if (entry == null) {
            entry = new Known(make(device));
            known.put(device, entry);
        }
        entry.scrape = scrape;
        return entry.attributes;
    }

    private Attributes[] make(String device) {
        Attributes[] attributes = new Attributes[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            attributes[i] = Attributes.of("device", device, key, values[i]);
        }
        attributes[values.length] = Attributes.of("device", device);
        return attributes;
    }

    /** Forgets the devices that were not asked for since {@link #beginScrape}. */
    void endScrape() {
        known.values().removeIf(entry -> entry.scrape != scrape);
    }

    int size() {
        return known.size();
    }
}
