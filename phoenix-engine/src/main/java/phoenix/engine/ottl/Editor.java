package phoenix.engine.ottl;

/** A compiled editor call. Safe for use by several threads; all state is in the row. */
interface Editor {
    void run(Row row) throws EvalException;
}
