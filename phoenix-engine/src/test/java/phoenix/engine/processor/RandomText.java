package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random sentences of a grammar written as text. A line {@code name: text} gives one of the forms of a symbol; {@code
 * <other>} in it stands for a form of that symbol. {@code name*3{a b}: text} is a form that is drawn
 * three times as often as others, and under the topics {@code a} and {@code b} only. Lines that begin with {@code #} say nothing.
 */
final class RandomText {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\*(\\d+))?(?:\\{([\\w ]+)})?: (.*)");
    private static final Pattern SYMBOL = Pattern.compile("<(\\w+)>");
    private static final int ENDLESS = 1000;

    private record Form(String text, int weight, int height) {}

    private final RandomGenerator random;
    private final Map<String, List<Form>> forms = new LinkedHashMap<>();

    /** @param topic of the forms that are for some topics only, those for this one count */
    RandomText(RandomGenerator random, String grammar, String topic) {
        this.random = random;
        grammar.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException(line);
            }
            if (parts.group(3) == null || Set.of(parts.group(3).split(" ", -1)).contains(topic)) {
                int weight = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
                forms.computeIfAbsent(parts.group(1), _ -> new ArrayList<>())
                        .add(new Form(parts.group(4), weight, ENDLESS));
            }
        });
        measure();
    }

    /** Finds how deep the shallowest sentence of each form is, so that a sentence can be brought to an end. */
    private void measure() {
        for (boolean changed = true; changed; ) {
            changed = false;
            for (List<Form> all : forms.values()) {
                for (int i = 0; i < all.size(); i++) {
                    Form form = all.get(i);
                    int height = height(form.text());
                    if (height < form.height()) {
                        all.set(i, new Form(form.text(), form.weight(), height));
                        changed = true;
                    }
                }
            }
        }
    }

    private int height(String text) {
        int height = 0;
        Matcher symbols = SYMBOL.matcher(text);
        while (symbols.find()) {
            height = Math.max(height, 1 + shallowest(symbols.group(1)));
        }
        return height;
    }

    private int shallowest(String symbol) {
        return of(symbol).stream().mapToInt(Form::height).min().orElseThrow();
    }

    private List<Form> of(String symbol) {
        List<Form> found = forms.get(symbol);
        if (found == null) {
            throw new IllegalArgumentException("no form of <" + symbol + ">");
        }
        return found;
    }

    /** A sentence of {@code symbol}, not deeper than {@code depth} where it can be so shallow. */
    String next(String symbol, int depth) {
        int most = Math.max(depth, shallowest(symbol));
        List<Form> fitting =
                of(symbol).stream().filter(form -> form.height() <= most).toList();
        int at = random.nextInt(fitting.stream().mapToInt(Form::weight).sum());
        int chosen = 0;
        while (at >= fitting.get(chosen).weight()) {
            at -= fitting.get(chosen).weight();
            chosen++;
        }
        return SYMBOL.matcher(fitting.get(chosen).text())
                .replaceAll(match -> Matcher.quoteReplacement(next(match.group(1), depth - 1)));
    }
}
