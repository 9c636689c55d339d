package phoenix.engine.net;

/** One header field. The value may be a secret: it never shows in {@link #toString}. */
public record Header(String name, String value) {
    @Override
    public String toString() {
        return name + ": [REDACTED]";
    }
}
