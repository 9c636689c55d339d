package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes random well-formed statements. */
final class RandomOttl {
    private static final List<String> PATHS =
            List.of("metric.name", "attributes", "resource.attributes", "a_1", "x.y.z");
    private static final List<String> CONVERTERS = List.of("IsMatch", "Concat", "SHA256", "ToCamelCase", "F", "XXH3");
    private static final List<String> EDITORS = List.of("set", "delete_key", "replaceAll", "x1");
    private static final List<String> STRINGS =
            List.of("", "a", "host.name", "q\\\"q", "\\\\d+", "tab\\t", "é😀", "\\x41\\u00e9");
    private static final List<String> NUMBERS =
            List.of("0", "1", "42", "9223372036854775807", "1.5", ".25", "7.", "1.5e3", "2.e-7");
    private static final List<String> OTHERS = List.of("nil", "true", "false", "0x00ff", "METRIC_DATA_TYPE_SUM", "A1");

    private final RandomGenerator random;
    private int budget = 40;

    RandomOttl(RandomGenerator random) {
        this.random = random;
    }

    String statement() {
        String call = pick(EDITORS) + arguments();
        return random.nextBoolean() ? call : call + space() + "where " + condition();
    }

    private String condition() {
        return switch (choice(6)) {
            case 0 -> condition() + " or " + condition();
            case 1 -> condition() + " and " + condition();
            case 2 -> "not (" + condition() + ")";
            case 3 -> converter();
            case 4 -> random.nextBoolean() ? "true" : "(" + condition() + ")";
            default -> value() + space() + pick(List.of("==", "!=", "<", ">", "<=", ">=")) + space() + value();
        };
    }

    private String value() {
        return switch (choice(8)) {
            case 0 -> "[" + String.join(", ", some(this::value)) + "]";
            case 1 -> "{" + String.join(", ", some(() -> string() + ": " + value())) + "}";
            case 2, 3 -> number();
            case 4 -> string();
            case 5 -> pick(OTHERS);
            case 6 -> converter();
            default -> path();
        };
    }

    private String number() {
        return switch (choice(7)) {
            case 0 -> number() + space() + pick(List.of("+", "-", "*", "/")) + " " + term();
            case 1 -> "(" + number() + ")";
            case 2 -> pick(List.of("-", "+")) + term();
            case 3 -> path();
            case 4 -> converter();
            default -> pick(NUMBERS);
        };
    }

    private String term() {
        return random.nextBoolean() ? path() : "(" + number() + ")";
    }

    private String converter() {
        return pick(CONVERTERS) + arguments() + keys();
    }

    private String path() {
        return pick(PATHS) + keys();
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        while (choice(3) == 0) {
            keys.append(
                    switch (choice(4)) {
                        case 0 -> "[" + path() + "]";
                        case 1 -> "[" + random.nextInt(9) + "]";
                        case 2 -> "[-1]";
                        default -> "[" + string() + "]";
                    });
        }
        return keys.toString();
    }

    private String arguments() {
        return "(" + space() + String.join("," + space(), some(this::argument)) + ")";
    }

    private String argument() {
        String name = choice(4) == 0 ? "arg_name = " : "";
        return name
                + switch (choice(8)) {
                    case 0 -> "(a, _) => " + (random.nextBoolean() ? value() : condition());
                    case 1 -> "ToUpperCase";
                    default -> value();
                };
    }

    private String string() {
        return '"' + pick(STRINGS) + '"';
    }

    private List<String> some(Supplier<String> item) {
        List<String> items = new ArrayList<>();
        int count = choice(4);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    /** A number below the bound; the highest, which ends the recursion, once the budget is spent. */
    private int choice(int bound) {
        return budget-- > 0 ? random.nextInt(bound) : bound - 1;
    }

    private String space() {
        return random.nextInt(4) == 0 ? "  " : " ";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
