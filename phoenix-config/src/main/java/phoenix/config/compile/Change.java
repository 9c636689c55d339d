package phoenix.config.compile;

/**
 * Something that Phoenix added to or changed in a user's configuration.
 *
 * @param path where, as in {@code exporters::prometheus::endpoint}
 * @param what a sentence for people; never holds a secret
 */
public record Change(String path, String what) {
    @Override
    public String toString() {
        return path + ": " + what;
    }
}
