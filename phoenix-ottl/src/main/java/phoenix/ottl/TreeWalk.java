package phoenix.ottl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Visits all parts of a tree from left to right; names bound by an enclosing lambda are not taken for paths. */
public abstract class TreeWalk {
    private Set<String> locals = Set.of();

    /** A call, before its arguments. */
    protected void call(Call call) {}

    /** Whether what a call is given is not to be visited. */
    protected boolean ignoresArguments(Call call) {
        return false;
    }

    /** A path to a telemetry field, before its keys. */
    protected void path(Path path) {}

    /** A comparison, before its sides. */
    protected void comparison(Condition.Comparison comparison) {}

    /** An upper-case symbol. */
    protected void enumSymbol(Expr.EnumSymbol symbol) {}

    /** A path that a lambda binds. */
    protected void local(Path path) {}

    /** All parts of a statement. */
    public final void walk(Statement statement) {
        walk(statement.editor());
        if (statement.where() != null) {
            walk(statement.where());
        }
    }

    /** All parts of a condition. */
    public final void walk(Condition condition) {
        switch (condition) {
            case Condition.Or or -> or.terms().forEach(this::walk);
            case Condition.And and -> and.terms().forEach(this::walk);
            case Condition.Not not -> walk(not.operand());
            case Condition.Comparison comparison -> {
                comparison(comparison);
                walk(comparison.left());
                walk(comparison.right());
            }
            case Condition.Constant constant -> {}
            case Condition.Test test -> walk(test.converter());
        }
    }

    /** All parts of a value. */
    public final void walk(Expr expr) {
        switch (expr) {
            case Expr.Nil e -> {}
            case Expr.StringLiteral e -> {}
            case Expr.IntLiteral e -> {}
            case Expr.FloatLiteral e -> {}
            case Expr.BoolLiteral e -> {}
            case Expr.BytesLiteral e -> {}
            case Expr.EnumSymbol symbol -> enumSymbol(symbol);
            case Expr.ListLiteral list -> list.values().forEach(this::walk);
            case Expr.MapLiteral map -> map.entries().forEach(entry -> walk(entry.value()));
            case Expr.Signed signed -> walk(signed.operand());
            case Expr.Group group -> walk(group.inner());
            case Expr.Arithmetic arithmetic -> {
                walk(arithmetic.first());
                arithmetic.rest().forEach(step -> walk(step.operand()));
            }
            case Expr.PathRef reference -> walk(reference.path());
            case Expr.Converter converter -> {
                walk(converter.call());
                keys(converter.keys());
            }
        }
    }

    private void walk(Path path) {
        if (path.segments().size() == 1
                && locals.contains(path.segments().getFirst().name())) {
            local(path);
        } else {
            path(path);
        }
        path.segments().forEach(segment -> keys(segment.keys()));
    }

    private void keys(List<Key> keys) {
        for (Key key : keys) {
            if (key instanceof Key.Computed(Expr expr)) {
                walk(expr);
            }
        }
    }

    private void walk(Call call) {
        call(call);
        if (ignoresArguments(call)) {
            return;
        }
        for (Argument argument : call.arguments()) {
            switch (argument.given()) {
                case Argument.Value value -> walk(value.expr());
                case Argument.FunctionName name -> {}
                case Argument.Lambda lambda -> walk(lambda);
            }
        }
    }

    private void walk(Argument.Lambda lambda) {
        Set<String> outer = locals;
        Set<String> inner = new HashSet<>(outer);
        inner.addAll(lambda.parameters());
        locals = inner;
        switch (lambda.body()) {
            case Expr expr -> walk(expr);
            case Condition condition -> walk(condition);
        }
        locals = outer;
    }
}
