package phoenix.ottl;

/** The words and marks of OTTL, named as an error message would name them. */
enum TokenKind {
    BYTES("a byte literal"),
    FLOAT("a number"),
    INT("a number"),
    STRING("a string"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    AND("and"),
    COMPARISON("a comparison"),
    ARROW("=>"),
    PLUS_MINUS("an operator"),
    TIMES_DIVIDE("an operator"),
    BOOLEAN("a boolean"),
    EQUAL("="),
    OPEN_PAREN("("),
    CLOSE_PAREN(")"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    UPPER("a name"),
    LOWER("a name"),
    UNDERSCORE("_"),
    END("the end");

    private final String label;

    TokenKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isName() {
        return this == UPPER || this == LOWER;
    }
}
