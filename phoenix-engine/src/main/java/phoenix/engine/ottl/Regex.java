package phoenix.engine.ottl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with the syntax and meaning of Go's: RE2, unanchored, linear in the text. Answers for texts seen
 * lately are remembered, because names and attribute values repeat from batch to batch. Thread-safe.
 */
public final class Regex {
    private static final int REMEMBERED = 1024;

    private final Pattern pattern;
    private final List<String> groupNames;
    // A direct-mapped memory: threads may overwrite each other's entries, which costs a match and nothing else.
    private final @Nullable Answer[] answers = new Answer[REMEMBERED];

    private record Answer(String text, boolean found) {}

    private Regex(Pattern pattern, List<String> groupNames) {
        this.pattern = pattern;
        this.groupNames = groupNames;
    }

    /** Gives up on a pattern with the reason in the exception's message. */
    public static Regex of(String pattern) throws EvalException {
        try {
            GroupNames groups = GroupNames.of(pattern);
            return new Regex(Pattern.compile(groups.plain()), groups.names());
        } catch (PatternSyntaxException e) {
            throw new EvalException("\"" + pattern + "\" is not a valid pattern: " + e.getDescription());
        }
    }

    /** Whether a part of the text matches. */
    public boolean finds(String text) {
        if (text.length() > TextMemo.LENGTH_MAX) {
            return pattern.matcher(text).find();
        }
        int slot = text.hashCode() & (REMEMBERED - 1);
        Answer known = answers[slot];
        if (known != null && known.text.equals(text)) {
            return known.found;
        }
        boolean found = pattern.matcher(text).find();
        answers[slot] = new Answer(text, found);
        return found;
    }

    public Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    /** The name of each group by its number, empty where it has none; a name may repeat. */
    public List<String> groupNames() {
        return groupNames;
    }

    public int groupCount() {
        return pattern.groupCount();
    }

    /** The next match; an empty one right behind the last one, which ends at {@code last}, is none, as in Go. */
    static boolean next(Matcher matcher, int last) {
        while (matcher.find()) {
            boolean abuts = matcher.start() == matcher.end() && matcher.end() == last && last > 0;
            if (!abuts) {
                return true;
            }
        }
        return false;
    }

    /** The text with each match replaced by the template, in which {@code $1} and {@code ${name}} are groups. */
    String replaceAll(String text, String template) throws EvalException {
        Matcher matcher = matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (next(matcher, from)) {
            out.append(text, from, matcher.start());
            expand(matcher, template, out);
            Bounds.checkLength(out.length());
            from = matcher.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Appends the template with the match's groups put in, by the rules of Go's {@code Regexp.Expand}. */
    public void expand(Matcher matcher, String template, StringBuilder out) {
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 == template.length()) {
                out.append(c);
                i++;
            } else if (template.charAt(i + 1) == '$') {
                out.append('$');
                i += 2;
            } else {
                i = expandGroup(matcher, template, i, out);
            }
        }
    }

    /** Expands the group named behind the dollar at {@code at}; a dollar that names nothing stays. */
    private int expandGroup(Matcher matcher, String template, int at, StringBuilder out) {
        boolean braces = template.charAt(at + 1) == '{';
        int from = braces ? at + 2 : at + 1;
        int end = from;
        while (end < template.length() && isNamePart(template.charAt(end))) {
            end++;
        }
        boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
        if (end == from || !closed) {
            out.append('$');
            return at + 1;
        }
        String found = group(matcher, template.substring(from, end));
        if (found != null) {
            out.append(found);
        }
        return braces ? end + 1 : end;
    }

    private @Nullable String group(Matcher matcher, String name) {
        boolean number = name.length() < 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number && (name.equals("0") || name.charAt(0) != '0')) {
            int index = Integer.parseInt(name);
            return index <= matcher.groupCount() ? matcher.group(index) : null;
        }
        // Of groups of one name the first that took part in the match counts.
        for (int i = 1; i < groupNames.size(); i++) {
            if (groupNames.get(i).equals(name) && matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        return null;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
