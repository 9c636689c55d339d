package phoenix.ottl;

/** The four arithmetic operators. */
public enum MathOp {
    ADD('+', false),
    SUBTRACT('-', false),
    MULTIPLY('*', true),
    DIVIDE('/', true);

    private final char symbol;
    private final boolean product;

    MathOp(char symbol, boolean product) {
        this.symbol = symbol;
        this.product = product;
    }

    /** As written in OTTL. */
    public char symbol() {
        return symbol;
    }

    /** Whether it binds tighter than plus and minus. */
    public boolean product() {
        return product;
    }

    static MathOp of(char symbol) {
        return switch (symbol) {
            case '+' -> ADD;
            case '-' -> SUBTRACT;
            case '*' -> MULTIPLY;
            case '/' -> DIVIDE;
            default -> throw new IllegalArgumentException(String.valueOf(symbol));
        };
    }
}
