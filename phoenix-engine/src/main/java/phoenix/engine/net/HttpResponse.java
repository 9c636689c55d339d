package phoenix.engine.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param body its first 64 KiB at most
 */
public record HttpResponse(int status, List<Header> headers, byte[] body) {
    /** The value of the first header of this name, in any case of letters. */
    public @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }
}
