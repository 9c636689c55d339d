package phoenix.app.store;

/** Bytes that this store did not write, or not so. Never leaves the package: what is damaged is left out and reported. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
