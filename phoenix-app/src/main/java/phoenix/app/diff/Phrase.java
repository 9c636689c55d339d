package phoenix.app.diff;

import java.util.List;

/**
 * One thing that a component does, in words.
 *
 * @param subject what two configurations may give different values for; empty for what is there or not
 * @param text with {@code %s} for the value where there is a subject
 * @param value empty without a subject
 * @param path of the setting, from the component's own: {@code metric_conditions[0]}
 * @param whenAdded what it means to have it
 * @param whenRemoved what it means to have it no longer
 */
record Phrase(
        String subject, String text, String value, String path, List<Meaning> whenAdded, List<Meaning> whenRemoved) {

    static Phrase of(String text, String path) {
        return new Phrase("", text, "", path, List.of(), List.of());
    }

    /** {@code text} has one {@code %s} for the value. */
    static Phrase value(String subject, String text, String value, String path) {
        return new Phrase(subject, text, value, path, List.of(), List.of());
    }

    Phrase meaning(Meaning... added) {
        return new Phrase(subject, text, value, path, List.of(added), whenRemoved);
    }

    Phrase missing(Meaning... removed) {
        return new Phrase(subject, text, value, path, whenAdded, List.of(removed));
    }

    /** With another value than before. */
    String insteadOf(Phrase before) {
        return text.replace("%s", value + " instead of " + before.value);
    }

    String words() {
        return subject.isEmpty() ? text : text.replace("%s", value);
    }
}
