package phoenix.config.yaml;

import java.util.List;

/**
 * Writes a tree as block YAML that the Collector reads back to the same values: strings keep their type by quotes where
 * needed, <code>$</code> is written
 * <code>$$</code> unless the user wrote it alone, numbers keep the user's spelling. Lists of plain values are
 * written in one line.
 */
public final class YamlEmitter {
    private static final int FLOW_WIDTH_MAX = 100;

    private final Redaction redaction;
    private final StringBuilder out = new StringBuilder();

    private YamlEmitter(Redaction redaction) {
        this.redaction = redaction;
    }

    /** All values as they are. The text may hold secrets: for the collector's eyes only. */
    public static String emit(YamlNode node) {
        return emit(node, Redaction.NONE);
    }

    /** For reports and people. */
    public static String emit(YamlNode node, Redaction redaction) {
        YamlEmitter emitter = new YamlEmitter(redaction);
        emitter.block(node, 0, "", false);
        return emitter.out.toString();
    }

    private void block(YamlNode node, int indent, String key, boolean afterKey) {
        if (redaction.replace(key, node).isPresent() || isInline(node)) {
            inline(node, key, afterKey, false);
            out.append('\n');
            return;
        }
        switch (node) {
            case YamlScalar s -> literal(s, indent);
            case YamlMapping map -> {
                startCollection(afterKey);
                for (YamlMapping.Entry entry : map.entries()) {
                    out.repeat(' ', indent).append(ScalarText.key(entry.name())).append(':');
                    block(entry.value(), indent + 2, entry.name(), true);
                }
            }
            case YamlSequence list -> {
                startCollection(afterKey);
                for (YamlNode item : list.items()) {
                    out.repeat(' ', indent).append('-');
                    item(item, indent + 2, key);
                }
            }
        }
    }

    /** The first entry of a map stands behind the dash. */
    private void item(YamlNode item, int indent, String key) {
        if (item instanceof YamlMapping map
                && !map.isEmpty()
                && redaction.replace(key, item).isEmpty()) {
            int start = out.length();
            block(item, indent, key, false);
            out.replace(start, start + indent, " ".repeat(1));
        } else {
            block(item, indent, key, true);
        }
    }

    private void startCollection(boolean afterKey) {
        if (afterKey) {
            out.append('\n');
        }
    }

    private boolean isInline(YamlNode node) {
        return switch (node) {
            case YamlScalar s -> !isLiteral(s);
            case YamlMapping map -> map.isEmpty();
            case YamlSequence list ->
                list.items().stream()
                                .allMatch(i ->
                                        i instanceof YamlScalar s && s.text().indexOf('\n') < 0)
                        && width(list.items()) <= FLOW_WIDTH_MAX;
        };
    }

    private static int width(List<YamlNode> items) {
        return items.stream()
                .mapToInt(i -> i instanceof YamlScalar s ? s.text().length() + 2 : 2)
                .sum();
    }

    private void inline(YamlNode node, String key, boolean afterKey, boolean flow) {
        var replacement = redaction.replace(key, node);
        boolean nothing = replacement.isEmpty()
                && node instanceof YamlScalar s
                && s.type() == YamlScalar.Type.NULL
                && s.text().isEmpty();
        if (nothing && afterKey && !flow && !out.isEmpty() && out.charAt(out.length() - 1) == ':') {
            return;
        }
        if (afterKey) {
            out.append(' ');
        }
        if (replacement.isPresent()) {
            // Already in the form a user writes: dollar signs keep their meaning.
            out.append(ScalarText.quote(replacement.get()));
            return;
        }
        switch (node) {
            case YamlScalar s -> out.append(ScalarText.inline(s, flow));
            case YamlMapping map -> out.append("{}");
            case YamlSequence list -> {
                out.append('[');
                for (int i = 0; i < list.items().size(); i++) {
                    inline(list.items().get(i), key, i > 0, true);
                    out.append(i + 1 < list.items().size() ? "," : "");
                }
                out.append(']');
            }
        }
    }

    private static boolean isLiteral(YamlScalar s) {
        return s.type() == YamlScalar.Type.STRING && s.text().indexOf('\n') >= 0 && ScalarText.fitsLiteral(s.text());
    }

    private void literal(YamlScalar s, int indent) {
        String text = ScalarText.escape(s);
        String body = text.replaceAll("\n+$", "");
        int newlines = text.length() - body.length();
        out.append(" |").append(newlines == 0 ? "-" : newlines == 1 ? "" : "+").append('\n');
        body.lines().forEach(line -> {
            if (!line.isEmpty()) {
                out.repeat(' ', Math.max(indent, 2)).append(line);
            }
            out.append('\n');
        });
        out.repeat('\n', Math.max(0, newlines - 1));
    }
}
