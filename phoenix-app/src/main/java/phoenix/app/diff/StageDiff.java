package phoenix.app.diff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.app.diff.Difference.Effect;
import phoenix.app.diff.Difference.Kind;
import phoenix.app.diff.Difference.StageChange;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.config.spec.GoDuration;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Compares what stands in two pipelines, and what each component does. */
final class StageDiff {
    private final Settings settings;
    private final Words words;

    StageDiff(Settings settings) {
        this.settings = settings;
        this.words = new Words(settings);
    }

    /** Receivers, exporters, extensions: their order says nothing. */
    List<StageChange> unordered(String role, List<Step> before, List<Step> after) {
        List<StageChange> changes = new ArrayList<>();
        Set<String> matched = new HashSet<>();
        for (Step now : after) {
            Optional<Step> old = before.stream().filter(s -> isSame(s, now)).findFirst();
            old.ifPresent(s -> matched.add(ConfigDiff.key(s.component())));
            changes.add(
                    old.isPresent()
                            ? both(role, old.get().component(), now.component(), Kind.SAME, "")
                            : one(Kind.ADDED, role, now.component(), ""));
        }
        before.stream()
                .filter(s -> !matched.contains(ConfigDiff.key(s.component())))
                .forEach(s -> changes.add(one(Kind.REMOVED, role, s.component(), "")));
        return changes;
    }

    /** Processors, in order; one that is there in another place has moved. */
    List<StageChange> ordered(List<Step> before, List<Step> after) {
        List<Alignment.Pair<Step>> pairs = Alignment.of(before, after, StageDiff::isSame);
        Map<String, Step> goneFrom = new HashMap<>();
        Set<String> comesLater = new HashSet<>();
        for (Alignment.Pair<Step> pair : pairs) {
            if (pair.after() == null && pair.before() != null) {
                goneFrom.put(ConfigDiff.key(pair.before().component()), pair.before());
            } else if (pair.before() == null && pair.after() != null) {
                comesLater.add(ConfigDiff.key(pair.after().component()));
            }
        }
        List<StageChange> changes = new ArrayList<>();
        for (Alignment.Pair<Step> pair : pairs) {
            Step old = pair.before();
            Step now = pair.after();
            if (old != null && now != null) {
                changes.add(both("processor", old.component(), now.component(), Kind.SAME, ""));
            } else if (now != null) {
                Step elsewhere = goneFrom.get(ConfigDiff.key(now.component()));
                String place = place(now, after);
                changes.add(
                        elsewhere != null
                                ? both(
                                        "processor",
                                        elsewhere.component(),
                                        now.component(),
                                        Kind.MOVED,
                                        place + " (was " + place(elsewhere, before) + ")")
                                : one(Kind.ADDED, "processor", now.component(), place));
            } else if (old != null && !comesLater.contains(ConfigDiff.key(old.component()))) {
                changes.add(one(Kind.REMOVED, "processor", old.component(), ""));
            }
        }
        return changes;
    }

    private static boolean isSame(Step a, Step b) {
        return ConfigDiff.key(a.component()).equals(ConfigDiff.key(b.component()));
    }

    private static String place(Step step, List<Step> all) {
        int at = all.indexOf(step);
        if (all.size() == 1) {
            return "";
        }
        return at == 0
                ? "first, before " + all.get(1).component().id()
                : at == all.size() - 1
                        ? "last, after " + all.get(at - 1).component().id()
                        : "between " + all.get(at - 1).component().id() + " and "
                                + all.get(at + 1).component().id();
    }

    private StageChange one(Kind kind, String role, ComponentOutline component, String where) {
        Description description = words.of(component);
        List<Effect> effects = new ArrayList<>();
        for (Phrase phrase : description.phrases()) {
            boolean added = kind == Kind.ADDED;
            effects.add(new Effect(
                    kind,
                    added ? phrase.words() : "no longer " + phrase.words(),
                    path(component, phrase),
                    added ? phrase.whenAdded() : phrase.whenRemoved()));
        }
        if (kind == Kind.ADDED) {
            effects.addAll(settings.compare(
                    nothing(component), component.settings(), component.path(), description.covered()));
        }
        return new StageChange(kind, role, component.id(), where, effects);
    }

    private static YamlNode nothing(ComponentOutline component) {
        return YamlMapping.empty(component.span());
    }

    private StageChange both(String role, ComponentOutline old, ComponentOutline now, Kind unchanged, String where) {
        Description before = words.of(old);
        Description after = words.of(now);
        List<Effect> effects = new ArrayList<>();
        phrases(old, before.phrases(), now, after.phrases(), effects);
        Set<String> covered = new HashSet<>(before.covered());
        covered.retainAll(after.covered());
        effects.addAll(settings.compare(old.settings(), now.settings(), now.path(), covered));
        Kind kind = unchanged == Kind.SAME && !effects.isEmpty() ? Kind.CHANGED : unchanged;
        return new StageChange(kind, role, now.id(), where, effects);
    }

    private static void phrases(
            ComponentOutline old, List<Phrase> before, ComponentOutline now, List<Phrase> after, List<Effect> effects) {
        boolean reordered = false;
        List<Phrase> left = new ArrayList<>(before);
        for (Alignment.Pair<Phrase> pair :
                Alignment.of(before, after, (a, b) -> a.words().equals(b.words()))) {
            Phrase phrase = pair.after();
            if (pair.before() != null && phrase != null) {
                left.remove(pair.before());
            }
        }
        for (Alignment.Pair<Phrase> pair :
                Alignment.of(before, after, (a, b) -> a.words().equals(b.words()))) {
            Phrase phrase = pair.after();
            if (phrase == null || pair.before() != null) {
                continue;
            }
            Phrase other = partner(phrase, left);
            if (other == null) {
                effects.add(new Effect(Kind.ADDED, phrase.words(), path(now, phrase), phrase.whenAdded()));
            } else {
                left.remove(other);
                if (other.words().equals(phrase.words())) {
                    reordered = true;
                } else {
                    effects.add(new Effect(
                            Kind.CHANGED, phrase.insteadOf(other), path(now, phrase), changed(phrase, other)));
                }
            }
        }
        left.forEach(
                p -> effects.add(new Effect(Kind.REMOVED, "no longer " + p.words(), path(old, p), p.whenRemoved())));
        if (reordered) {
            effects.add(new Effect(
                    Kind.MOVED,
                    "does the same in another order",
                    now.path(),
                    List.of(Meaning.data("each step sees what the ones before it have made"))));
        }
    }

    /** The same thing with another value, or the very same in another place. */
    private static @Nullable Phrase partner(Phrase phrase, List<Phrase> left) {
        for (Phrase p : left) {
            boolean sameSubject = !p.subject().isEmpty() && p.subject().equals(phrase.subject());
            if (sameSubject || p.words().equals(phrase.words())) {
                return p;
            }
        }
        return null;
    }

    private static List<Meaning> changed(Phrase now, Phrase old) {
        if (!now.subject().startsWith(ReceiverWords.INTERVAL)) {
            return now.subject().equals("namespace") ? now.whenAdded() : List.of();
        }
        try {
            Duration a = GoDuration.parse(old.value());
            Duration b = GoDuration.parse(now.value());
            return b.isZero() || a.isZero()
                    ? List.of()
                    : List.of(
                            Meaning.data(times((double) a.toNanos() / b.toNanos()) + " the datapoints"),
                            Meaning.newRelic("the same factor on stored bytes"));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** {@code 1/6 of}, {@code 3 times}. */
    private static String times(double factor) {
        double inverse = 1 / factor;
        boolean part = factor < 1 && Math.abs(inverse - Math.rint(inverse)) < 1e-9;
        return part
                ? "1/" + Math.round(inverse) + " of"
                : String.format(Locale.ROOT, "%.2f", factor).replaceAll("\\.?0+$", "") + " times";
    }

    private static String path(ComponentOutline component, Phrase phrase) {
        return phrase.path().isEmpty() ? component.path() : component.path() + "::" + phrase.path();
    }
}
