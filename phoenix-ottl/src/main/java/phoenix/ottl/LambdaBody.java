package phoenix.ottl;

/** What a lambda computes: a value or a condition. */
public sealed interface LambdaBody permits Expr, Condition {
    /** Where it stands. */
    TextRange range();
}
