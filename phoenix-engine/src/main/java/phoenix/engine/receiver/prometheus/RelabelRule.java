package phoenix.engine.receiver.prometheus;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/** One step of {@code relabel_configs}, as in Prometheus. */
record RelabelRule(
        List<String> sourceLabels,
        String separator,
        String regex,
        Pattern pattern,
        long modulus,
        String targetLabel,
        String replacement,
        Action action) {

    /** What a rule does. */
    enum Action {
        REPLACE,
        KEEP,
        DROP,
        KEEPEQUAL,
        DROPEQUAL,
        HASHMOD,
        LABELMAP,
        LABELDROP,
        LABELKEEP,
        LOWERCASE,
        UPPERCASE
    }

    private static final String ANYTHING = "(.*)";
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{([0-9A-Za-z_]+)\\}|([0-9A-Za-z_]+)|(\\$))");

    private static final Field<List<String>> SOURCE_LABELS =
            Field.list(FieldType.text(), "source_labels", "Labels whose values are put together");
    private static final Field<String> SEPARATOR =
            Field.of(FieldType.text(), "separator", ";", "What stands between them");
    private static final Field<String> REGEX =
            Field.of(FieldType.text(), "regex", ANYTHING, "RE2, which the whole of the values must match");
    private static final Field<Long> MODULUS =
            Field.int64("modulus", 0, "For hashmod").atLeast(0L);
    private static final Field<String> TARGET_LABEL =
            Field.of(FieldType.text(), "target_label", "", "The label to write");
    private static final Field<String> REPLACEMENT =
            Field.of(FieldType.text(), "replacement", "$1", "Its value, with groups of the match as $1 or ${name}");
    private static final Field<Action> ACTION =
            Field.of(FieldType.choiceIgnoringCase(Action.class), "action", Action.REPLACE, "What is done");

    static final ConfigSpec<RelabelRule> SPEC = ConfigSpec.of(
                    v -> new RelabelRule(
                            v.get(SOURCE_LABELS),
                            v.get(SEPARATOR),
                            v.get(REGEX),
                            compile(v.get(REGEX)).orElse(Pattern.compile("")),
                            v.get(MODULUS),
                            v.get(TARGET_LABEL),
                            v.get(REPLACEMENT),
                            v.get(ACTION)),
                    SOURCE_LABELS,
                    SEPARATOR,
                    REGEX,
                    MODULUS,
                    TARGET_LABEL,
                    REPLACEMENT,
                    ACTION)
            .check(RelabelRule::check);

    private static Optional<Pattern> compile(String regex) {
        try {
            return Optional.of(Pattern.compile("^(?s:" + regex + ")$"));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    private static void check(RelabelRule rule, CheckContext context) {
        if (compile(rule.regex).isEmpty()) {
            context.error(REGEX, "is not a regular expression of RE2");
        }
        switch (rule.action) {
            case REPLACE, HASHMOD, KEEPEQUAL, DROPEQUAL, LOWERCASE, UPPERCASE -> {
                if (rule.targetLabel.isEmpty()) {
                    context.missing(TARGET_LABEL, "the action " + name(rule.action) + " writes or compares it");
                }
            }
            case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> {}
        }
        if (rule.action == Action.HASHMOD && rule.modulus == 0) {
            context.missing(MODULUS, "the action hashmod needs it");
        }
        boolean onlyRegex = rule.action == Action.LABELDROP || rule.action == Action.LABELKEEP;
        if (onlyRegex
                && (context.isSet(SOURCE_LABELS)
                        || context.isSet(TARGET_LABEL)
                        || context.isSet(MODULUS)
                        || context.isSet(SEPARATOR)
                        || context.isSet(REPLACEMENT))) {
            context.error(ACTION, name(rule.action) + " takes no other field than regex");
        }
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** Applies rules in order; false when one drops the whole. */
    static boolean apply(List<RelabelRule> rules, Map<String, String> labels) {
        for (RelabelRule rule : rules) {
            if (!rule.apply(labels)) {
                return false;
            }
        }
        return true;
    }

    private boolean apply(Map<String, String> labels) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < sourceLabels.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(labels.getOrDefault(sourceLabels.get(i), ""));
        }
        String value = joined.toString();
        switch (action) {
            case DROP -> {
                return !pattern.matches(value);
            }
            case KEEP -> {
                return pattern.matches(value);
            }
            case DROPEQUAL -> {
                return !labels.getOrDefault(targetLabel, "").equals(value);
            }
            case KEEPEQUAL -> {
                return labels.getOrDefault(targetLabel, "").equals(value);
            }
            case REPLACE -> replace(labels, value);
            case LOWERCASE -> put(labels, targetLabel, value.toLowerCase(Locale.ROOT));
            case UPPERCASE -> put(labels, targetLabel, value.toUpperCase(Locale.ROOT));
            case HASHMOD ->
                put(labels, targetLabel, Long.toUnsignedString(Long.remainderUnsigned(hash(value), modulus)));
            case LABELMAP ->
                new TreeMap<>(labels).forEach((name, content) -> {
                    Matcher matcher = pattern.matcher(name);
                    if (matcher.matches()) {
                        put(labels, expand(matcher, replacement), content);
                    }
                });
            case LABELDROP -> labels.keySet().removeIf(pattern::matches);
            case LABELKEEP -> labels.keySet().removeIf(name -> !pattern.matches(name));
        }
        return true;
    }

    private void replace(Map<String, String> labels, String value) {
        Matcher matcher = pattern.matcher(value);
        if (matcher.matches()) {
            String target = expand(matcher, targetLabel);
            if (LABEL_NAME.matches(target)) {
                put(labels, target, expand(matcher, replacement));
            }
        }
    }

    private static void put(Map<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
    }

    /** Go's {@code Regexp.Expand}. */
    private static String expand(Matcher match, String template) {
        Matcher reference = REFERENCE.matcher(template);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (reference.find()) {
            out.append(template, at, reference.start());
            String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
            out.append(name == null ? "$" : group(match, name));
            at = reference.end();
        }
        return out.append(template.substring(at)).toString();
    }

    private static String group(Matcher match, String name) {
        try {
            String group = name.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? (Integer.parseInt(name) <= match.groupCount() ? match.group(Integer.parseInt(name)) : "")
                    : match.group(name);
            return group == null ? "" : group;
        } catch (IllegalArgumentException _) {
            return ""; // no such group
        }
    }

    /** The last eight bytes of MD5, as Prometheus has it. */
    private static long hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            long hash = 0;
            for (int i = 8; i < 16; i++) {
                hash = hash << 8 | (digest[i] & 0xFF);
            }
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
