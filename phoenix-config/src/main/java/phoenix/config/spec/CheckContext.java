package phoenix.config.spec;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlNode;

/** What a check of a whole struct works with: which fields were given, and where to report. */
public final class CheckContext {
    private final Values values;
    private final DecodeContext context;
    private final YamlNode struct;

    CheckContext(Values values, DecodeContext context, YamlNode struct) {
        this.values = values;
        this.context = context;
        this.struct = struct;
    }

    public boolean isSet(Field<?> field) {
        return values.isSet(field);
    }

    /** The value given, or the default. */
    public <T> T value(Field<T> field) {
        return values.get(field);
    }

    /** The place of the field's value when it was given, else that of the whole struct. */
    public SourceSpan span(Field<?> field) {
        return values.node(field).map(YamlNode::span).orElse(struct.span());
    }

    /** An error about the struct as a whole. */
    public void error(String message) {
        report(DiagnosticCode.INVALID_COMBINATION, struct.span(), message);
    }

    /** An error at the field. */
    public void error(Field<?> field, String message) {
        context.report(DiagnosticCode.INVALID_COMBINATION, span(field), name(field, message));
    }

    public void error(Field<?> field, String message, String hint) {
        context.report(DiagnosticCode.INVALID_COMBINATION, span(field), name(field, message), hint);
    }

    /** For a field that is needed because of what else was given. */
    public void missing(Field<?> field, String because) {
        report(DiagnosticCode.MISSING_FIELD, struct.span(), "missing field \"" + field.name() + "\": " + because);
    }

    /**
     * What the Collector starts with, and what can never work: the embedded engine refuses it, and every reader is
     * warned.
     */
    public void unusable(Field<?> field, String message, String hint) {
        notHere(field, message, hint);
        warn(field, "the Collector starts with this, and it cannot work: " + message, hint);
    }

    /** What works in the Collector, and not in the embedded engine. */
    public void notHere(Field<?> field, String message, String hint) {
        context.report(DiagnosticCode.UNSUPPORTED_VALUE, span(field), name(field, message), hint);
    }

    /** Usable, but hardly meant. */
    public void warn(Field<?> field, String message, String hint) {
        context.report(DiagnosticCode.SUSPICIOUS_VALUE, span(field), name(field, message), hint);
    }

    /** Accepted, and without effect in the embedded engine. */
    public void withoutEffect(Field<?> field, String message, String hint) {
        context.report(DiagnosticCode.FIELD_WITHOUT_EFFECT, span(field), name(message), hint);
    }

    /** A finding with a code of its own, e.g. inside an OTTL statement. */
    public void report(DiagnosticCode code, SourceSpan span, String message) {
        context.report(code, span, name(message));
    }

    public void report(DiagnosticCode code, SourceSpan span, String message, String hint) {
        context.report(code, span, name(message), hint);
    }

    private String name(String message) {
        return context.name() + ": " + message;
    }

    private String name(Field<?> field, String message) {
        return context.name() + "::" + field.name() + ": " + message;
    }
}
