package phoenix.engine.ottl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The words of grok that are there without being defined: those of {@code grok.txt} beside this class. */
final class GrokWords {
    static final Map<String, String> KNOWN = read();

    private GrokWords() {}

    private static Map<String, String> read() {
        Map<String, String> words = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(GrokWords.class.getResourceAsStream("grok.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 0)) {
                int space = line.indexOf(' ');
                if (space > 0 && line.charAt(0) != '#') {
                    words.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(words);
    }
}
