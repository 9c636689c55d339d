package phoenix.engine.attributes;

import java.util.IdentityHashMap;
import java.util.List;
import phoenix.metrics.Attributes;

/**
 * Applies a list of actions, remembering the result for each attribute map by identity: streams keep their interned
 * maps from batch to batch, so in the steady state a rewrite is one look-up. At most {@code ENTRIES_MAX} results are
 * kept. Not thread-safe: one for each thread, or guarded.
 */
public final class AttributeRewriter {
    private static final int ENTRIES_MAX = 16_384;

    private final AttributeAction[] actions;
    private final IdentityHashMap<Attributes, Attributes> known = new IdentityHashMap<>();

    public AttributeRewriter(List<AttributeAction> actions) {
        this.actions = actions.toArray(AttributeAction[]::new);
    }

    public Attributes rewrite(Attributes attributes) {
        Attributes result = known.get(attributes);
        if (result == null) {
            result = attributes;
            for (AttributeAction action : actions) {
                result = action.apply(result);
            }
            if (known.size() >= ENTRIES_MAX) {
                known.clear(); // streams that are gone leave their maps behind; starting anew is cheap
            }
            known.put(attributes, result);
        }
        return result;
    }
}
