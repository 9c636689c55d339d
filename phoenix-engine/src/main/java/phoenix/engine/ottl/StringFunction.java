package phoenix.engine.ottl;

/** A converter of one string, given by name as an argument of a replace editor. */
interface StringFunction {
    String apply(Row row, String text) throws EvalException;
}
