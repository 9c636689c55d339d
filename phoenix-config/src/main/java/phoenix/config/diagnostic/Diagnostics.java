package phoenix.config.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects every finding about one set of input files, so that a user sees all of them at once. Knows the text of the
 * files for {@link DiagnosticRenderer} and which regions of it hold secrets. Bounded: past {@link #LIMIT} findings only
 * a count is kept. Not thread-safe.
 */
public final class Diagnostics {
    /** Nobody reads more than this, and a hostile file must not fill the memory. */
    public static final int LIMIT = 200;

    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<Diagnostic> seen = new HashSet<>();
    private final Map<String, SourceText> sources = new LinkedHashMap<>();
    private final Set<SourceSpan> secrets = new HashSet<>();
    private final boolean withLimitsOfEngine;
    private int suppressed;
    private int errorCount;

    public Diagnostics() {
        this(true);
    }

    private Diagnostics(boolean withLimitsOfEngine) {
        this.withLimitsOfEngine = withLimitsOfEngine;
    }

    /**
     * For a configuration that something else than the embedded engine runs: findings that say what the engine does not
     * do ({@link DiagnosticCode#isLimitOfEngine()}) are not taken, so that they stop nothing either.
     */
    public static Diagnostics withoutLimitsOfEngine() {
        return new Diagnostics(false);
    }

    /** Adds a finding; the same finding twice counts once (an alias or a shared node is read more than once). */
    public void add(Diagnostic diagnostic) {
        if (!withLimitsOfEngine && diagnostic.code().isLimitOfEngine()) {
            return;
        }
        errorCount += diagnostic.isError() ? 1 : 0;
        if (all.size() < LIMIT) {
            if (seen.add(diagnostic)) {
                all.add(diagnostic);
            }
        } else if (!seen.contains(diagnostic)) {
            suppressed++;
        }
    }

    public void add(DiagnosticCode code, SourceSpan span, String message) {
        add(Diagnostic.of(code, span, message));
    }

    public void add(DiagnosticCode code, SourceSpan span, String message, String hint) {
        add(Diagnostic.of(code, span, message, hint));
    }

    /** Adds a finding whose way out may not be known. */
    public void add(DiagnosticCode code, SourceSpan span, String message, Optional<String> hint) {
        add(new Diagnostic(code, code.severity(), span, message, hint));
    }

    public void addAll(Collection<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** Remembers the text of a file so that findings in it can be shown with their line. */
    public void addSource(SourceText source) {
        sources.put(source.name(), source);
    }

    public Optional<SourceText> source(String file) {
        return Optional.ofNullable(sources.get(file));
    }

    /** The text in this region is a secret: no rendering shows it. */
    public void markSecret(SourceSpan span) {
        secrets.add(span);
    }

    /** Whether this region was marked as secret. */
    public boolean isSecret(SourceSpan span) {
        return secrets.contains(span);
    }

    Set<SourceSpan> secrets() {
        return secrets;
    }

    /** All findings in the order they were made. */
    public List<Diagnostic> all() {
        return List.copyOf(all);
    }

    public List<Diagnostic> errors() {
        return all.stream().filter(Diagnostic::isError).toList();
    }

    public boolean hasErrors() {
        return errorCount > 0;
    }

    /** Errors so far, repeated and suppressed ones included: a change of it tells whether a step found any. */
    public int errorCount() {
        return errorCount;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Findings beyond {@link #LIMIT} that were counted and not kept. */
    public int suppressed() {
        return suppressed;
    }
}
