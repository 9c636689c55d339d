package phoenix.config.spec;

import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlNode;

/**
 * Where a decoder stands, to name the field in a message.
 *
 * @param owner what is being configured, in the user's words: {@code processors::batch}
 * @param path the field inside it, joined with {@code ::}; empty at the top
 */
public record DecodeContext(Diagnostics diagnostics, String owner, String path) {

    public static DecodeContext of(Diagnostics diagnostics, String owner) {
        return new DecodeContext(diagnostics, owner, "");
    }

    DecodeContext field(String name) {
        return new DecodeContext(diagnostics, owner, path.isEmpty() ? name : path + "::" + name);
    }

    DecodeContext item(int index) {
        return new DecodeContext(diagnostics, owner, path + "[" + index + "]");
    }

    /** The full name of the field: {@code processors::batch::timeout}. */
    String name() {
        if (owner.isEmpty()) {
            return path.isEmpty() ? "configuration" : path;
        }
        return path.isEmpty() ? owner : owner + "::" + path;
    }

    void report(DiagnosticCode code, SourceSpan span, String message) {
        diagnostics.add(code, span, message);
    }

    void report(DiagnosticCode code, SourceSpan span, String message, String hint) {
        diagnostics.add(code, span, message, hint);
    }

    /** Always empty: for {@code return context.wrongType(...)}. */
    <T> Optional<T> wrongType(YamlNode node, String expected, String hint) {
        String message = name() + ": expected " + expected + ", found " + node.describe();
        String unset = String.join(", ", node.origin().unset());
        if (unset.isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.WRONG_TYPE,
                    node.span(),
                    message,
                    hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        } else {
            report(DiagnosticCode.WRONG_TYPE, node.span(), message, "environment variable " + unset + " is not set");
        }
        return Optional.empty();
    }
}
