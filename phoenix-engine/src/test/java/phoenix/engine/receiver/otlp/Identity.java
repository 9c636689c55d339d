package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import phoenix.testkit.RealProcess;

/** A certificate for this machine that signs itself, in {@code cert.pem} and {@code key.pem} of a folder. */
record Identity(Path folder, KeyStore store, String certificate) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param algorithm {@code RSA} or {@code EC} */
    static Identity make(Path folder, String algorithm) throws Exception {
        Path file = folder.resolve(algorithm + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        try (RealProcess made = RealProcess.start(List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc:c",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit"))) {
            assertThat(made.awaitExit(Duration.ofSeconds(60))).as(made.err()).isZero();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Identity identity = new Identity(
                folder, store, pem("CERTIFICATE", store.getCertificate("a").getEncoded()));
        Files.writeString(identity.certificateFile(), identity.certificate());
        Files.writeString(identity.keyFile(), pem("PRIVATE KEY", identity.key().getEncoded()));
        return identity;
    }

    static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    Path certificateFile() {
        return folder.resolve("cert.pem");
    }

    Path keyFile() {
        return folder.resolve("key.pem");
    }

    Key key() throws Exception {
        return store.getKey("a", PASSWORD);
    }

    /** A client that trusts the certificate, and may show it as its own. */
    SSLContext client(boolean withIdentity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", store.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(withIdentity ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }
}
