package phoenix.engine.receiver.prometheus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.Secret;
import phoenix.engine.net.Header;
import phoenix.engine.net.TlsSettings;

/**
 * How targets are spoken to.
 *
 * @param headers sent besides ours, by name
 * @param http2 whether a target may choose HTTP/2, over TLS
 */
record TargetClient(
        Optional<Credentials> credentials,
        Map<String, HeaderValues> headers,
        TlsSettings tls,
        boolean followRedirects,
        boolean http2) {
    private static final int SECRET_BYTES_MAX = 64 << 10;

    /** The values of one header; those of files are read at each scrape. */
    record HeaderValues(List<String> values, List<Secret> secrets, List<String> files) {}

    /**
     * The header {@code Authorization}.
     *
     * @param file where the secret stands, read at each scrape; empty for none
     * @param user of {@code basic_auth}
     * @param userFile where the user stands, likewise
     */
    record Credentials(String type, Secret secret, String file, Optional<String> user, String userFile) {
        Header header() throws IOException {
            String read = file.isEmpty() ? secret.reveal() : read(file);
            if (user.isEmpty()) {
                return new Header("authorization", type + " " + read);
            }
            String name = userFile.isEmpty() ? user.get() : read(userFile);
            byte[] pair = (name + ":" + read).getBytes(StandardCharsets.UTF_8);
            return new Header("authorization", type + " " + Base64.getEncoder().encodeToString(pair));
        }
    }

    /** The headers that may hold secrets: they are for the target alone. */
    List<Header> secretHeaders() throws IOException {
        List<Header> all = new ArrayList<>();
        if (credentials.isPresent()) {
            all.add(credentials.get().header());
        }
        for (Map.Entry<String, HeaderValues> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            for (String value : header.getValue().values()) {
                all.add(new Header(name, value));
            }
            for (Secret value : header.getValue().secrets()) {
                all.add(new Header(name, value.reveal()));
            }
            for (String file : header.getValue().files()) {
                all.add(new Header(name, read(file)));
            }
        }
        return all;
    }

    private static String read(String name) throws IOException {
        Path file = Path.of(name);
        if (Files.size(file) > SECRET_BYTES_MAX) {
            throw new IOException(file + " is too large for a secret");
        }
        return Files.readString(file).strip();
    }
}
