package phoenix.app.cli;

import java.io.BufferedInputStream;
import java.io.InputStream;

/** Standard input, for the commands that take {@code -} as a file. */
public final class StandardInput {
    private StandardInput() {}

    /** To be read once; closing it does no harm. */
    public static InputStream stream() {
        return new BufferedInputStream(System.in);
    }
}
