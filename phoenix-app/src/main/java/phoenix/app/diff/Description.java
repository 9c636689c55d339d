package phoenix.app.diff;

import java.util.List;
import java.util.Set;

/**
 * What a component does.
 *
 * @param phrases in the order in which it does it
 * @param covered the settings that the phrases tell all of; others are compared one by one
 */
record Description(List<Phrase> phrases, Set<String> covered) {
    static final Description NONE = new Description(List.of(), Set.of());
}
