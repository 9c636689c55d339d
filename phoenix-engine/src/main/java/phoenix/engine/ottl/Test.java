package phoenix.engine.ottl;

/** A compiled condition. Safe for use by several threads; all state is in the row. */
interface Test {
    Test ALWAYS = row -> true;

    boolean test(Row row) throws EvalException;
}
