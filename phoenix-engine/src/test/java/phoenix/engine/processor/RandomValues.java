package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Random attributes of every kind, drawn from few keys and from values at the edges of their kind. */
final class RandomValues {
    private static final String[] TEXTS = {
        "",
        "a",
        "200",
        "-7",
        "1.5",
        "true",
        "0x1F",
        "HTTPServer_id",
        "x-Y z",
        "äöü€",
        "𝔘😀",
        "a=1 b=2",
        "10.1.2.3",
        "1h30m",
        "a,b,\"c\"",
        "{\"a\":[1,2.0]}",
        "2024-02-03 04:05",
        "http://h:80/p?q#f",
        "0102030405060708",
        "  pad\t"
    };
    private static final long[] WHOLE = {0, 1, -1, 2, 7, 200, 1_700_000_000L, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] NUMBERS = {0, 1.5, -2.25, 200, 1e21, 1e-7, 123456789.125, 0.1, Double.NaN};

    private final RandomGenerator random;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    /** The attributes, and others. */
    Attributes with(Attributes known) {
        Attributes.Builder all = Attributes.builder();
        for (int i = 0; i < known.size(); i++) {
            all.put(known.key(i), known.value(i));
        }
        for (String key : List.of("k1", "k2", "k3")) {
            if (random.nextInt(3) == 0) {
                all.put(key, value(2));
            }
        }
        if (random.nextInt(3) == 0) {
            all.put("m", new Value.MapValue(map(2)));
        }
        return all.build();
    }

    private Attributes map(int depth) {
        Attributes.Builder map = Attributes.builder();
        for (String key : List.of("k1", "k2", "x", "n.o")) {
            if (random.nextInt(3) == 0) {
                map.put(key, value(depth - 1));
            }
        }
        return map.build();
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 9)) {
            case 0, 1, 2 -> Value.of(TEXTS[random.nextInt(TEXTS.length)]);
            case 3, 4 -> Value.of(WHOLE[random.nextInt(WHOLE.length)]);
            case 5 -> Value.of(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 6 -> Value.of(random.nextBoolean());
            case 7 -> {
                byte[] bytes = new byte[random.nextInt(4) == 0 ? 8 : random.nextInt(3)];
                random.nextBytes(bytes);
                yield new Value.BytesValue(bytes);
            }
            case 8 -> Value.EMPTY;
            case 9, 10 -> new Value.MapValue(map(depth));
            default -> {
                List<Value> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(depth - 1));
                }
                yield new Value.ListValue(items);
            }
        };
    }
}
