package phoenix.engine.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** AlgorithmIdentifiers, in DER, of what the older formats of keys leave out. */
    private static final String RSA_ID = "300d06092a864886f70d0101010500";

    private static final String EC_OID = "06072a8648ce3d0201";

    public static PemSource file(String name) {
        return new PemSource(name, new Secret(""));
    }

    public static PemSource text(Secret text) {
        return new PemSource("", text);
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

    /** @param algorithm of the certificate's key */
    PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(read());
        if (!pem.find()) {
            throw new GeneralSecurityException("no private key in " + this);
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] pkcs8 = switch (pem.group(1)) {
            case "PRIVATE KEY" -> der;
            case "RSA PRIVATE KEY" -> pkcs8(HexFormat.of().parseHex(RSA_ID), der);
            case "EC PRIVATE KEY" -> pkcs8(ecId(der), der);
            default -> throw new GeneralSecurityException("the private key in " + this + " is encrypted; decrypt it");
        };
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** SEC 1 puts the curve into the key as parameters with the tag [0]; PKCS#8 wants it outside. */
    private byte[] ecId(byte[] der) throws GeneralSecurityException {
        for (int i = 2; i + 4 < der.length; i++) {
            int length = der[i + 1];
            boolean isCurve = (der[i] & 0xff) == 0xa0 && der[i + 2] == 0x06 && der[i + 3] == length - 2;
            if (isCurve && i + 2 + length <= der.length) {
                ByteArrayOutputStream id = new ByteArrayOutputStream();
                id.writeBytes(HexFormat.of().parseHex(EC_OID));
                id.write(der, i + 2, length);
                return tagged(0x30, id.toByteArray());
            }
        }
        throw new GeneralSecurityException("the private key in " + this + " names no curve");
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
