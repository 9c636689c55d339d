package phoenix.engine.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import phoenix.config.spec.Secret;

/**
 * Certificates or a key as PEM, in a file or in the configuration itself.
 *
 * @param name the file; empty for a text
 * @param text the text; empty for a file
 */
public record PemSource(String name, Secret text) {
    private static final long BYTES_MAX = 10 << 20;
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*+)-----END [A-Z ]*PRIVATE"
                    + " KEY-----");

    public static PemSource file(String name) {
        return new PemSource(name, new Secret(""));
    }

    public static PemSource text(Secret text) {
        return new PemSource("", text);
    }

    /** Whether neither is given. */
    public boolean isEmpty() {
        return name.isEmpty() && text.isEmpty();
    }

    /** All certificates, at least one. */
    List<Certificate> certificates() throws IOException, GeneralSecurityException {
        List<Certificate> found = List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(read().getBytes(StandardCharsets.US_ASCII))));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate in " + this);
        }
        return found;
    }

    /** The key that belongs to the certificate; its formats of old do not say of which kind it is. */
    PrivateKey privateKey(PublicKey certified) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(read());
        if (!pem.find()) {
            throw new GeneralSecurityException("no private key in " + this);
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] pkcs8 = switch (pem.group(1)) {
            case "PRIVATE KEY" -> der;
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> pkcs8(algorithm(certified.getEncoded()), der);
            default -> throw new GeneralSecurityException("the private key in " + this + " is encrypted; decrypt it");
        };
        return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** What shows these certificates, the first of which has this key, to the other end. */
    KeyManager[] keyManagers(PemSource privateKey) throws IOException, GeneralSecurityException {
        List<Certificate> chain = certificates();
        PrivateKey key = privateKey.privateKey(chain.getFirst().getPublicKey());
        char[] password = {};
        KeyStore identity = KeyStore.getInstance("PKCS12");
        identity.load(null, null);
        identity.setKeyEntry("own", key, password, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, password);
        return keys.getKeyManagers();
    }

    /** The AlgorithmIdentifier of a public key, which is the first element of its outer one. */
    private static byte[] algorithm(byte[] publicKey) {
        int start = 1 + lengthBytes(publicKey[1]);
        int length = publicKey[start + 1]; // of a few names of algorithms: always below 128
        return Arrays.copyOfRange(publicKey, start, start + 2 + length);
    }

    private static int lengthBytes(byte first) {
        return first < 0 ? 1 + (first & 0x7f) : 1;
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {2, 1, 0}); // version 0
        content.writeBytes(algorithm);
        content.writeBytes(tagged(0x04, key));
        return tagged(0x30, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >>> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private String read() throws IOException {
        if (name.isEmpty()) {
            return text.reveal();
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file)) {
            throw new IOException(name + " cannot be read");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(name + " is larger than " + BYTES_MAX + " bytes");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Never the text. */
    @Override
    public String toString() {
        return name.isEmpty() ? "the PEM text" : name;
    }
}
