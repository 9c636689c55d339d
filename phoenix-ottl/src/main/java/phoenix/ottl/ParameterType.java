package phoenix.ottl;

/** What a function takes for a parameter; the kinds of the Collector's function arguments. */
public enum ParameterType {
    /** Any value. */
    ANY("a value"),
    /** A path, because the function reads and writes it. */
    TARGET("a path"),
    STRING("a string"),
    /** A string, or a value that is turned into one. */
    STRING_LIKE("a value that can be written as a string"),
    INT("an integer"),
    INT_LIKE("a value that can be read as an integer"),
    FLOAT("a floating point number"),
    FLOAT_LIKE("a value that can be read as a number"),
    BOOL("a boolean"),
    BOOL_LIKE("a value that can be read as a boolean"),
    BYTES_LIKE("bytes"),
    MAP("a map"),
    SLICE("a list"),
    TIME("a time"),
    DURATION("a duration"),
    /** A string written out, known before any data is seen. */
    LITERAL_STRING("a string in double quotes"),
    LITERAL_INT("an integer written out, without a sign"),
    LITERAL_FLOAT("a number with a decimal point, written out"),
    LITERAL_BOOL("true or false"),
    ENUM("an enum symbol"),
    /** The bare name of a converter. */
    FUNCTION("the name of a converter"),
    LAMBDA("a lambda: (a, b) => value");

    private final String wanted;

    ParameterType(String wanted) {
        this.wanted = wanted;
    }

    String wanted() {
        return wanted;
    }
}
