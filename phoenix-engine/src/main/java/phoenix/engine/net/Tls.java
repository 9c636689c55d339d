package phoenix.engine.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.StartException;

/** A client's TLS: whom to trust, what to show, and the handshake. Thread-safe. */
public final class Tls {
    /** HTTP/2 and HTTP/1.1, as ALPN names them. */
    public static final String HTTP_2 = "h2";

    public static final String HTTP_1_1 = "http/1.1";

    private static final long CA_BYTES_MAX = 10 << 20;

    private final SSLContext context;
    private final TlsSettings settings;

    private Tls(SSLContext context, TlsSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Reads the authorities; throws StartException when it cannot. */
    public static Tls of(TlsSettings settings) throws StartException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            Optional<TlsSettings.Identity> identity = settings.identity();
            KeyManager[] keys = identity.isPresent()
                    ? identity.get().certificate().keyManagers(identity.get().key())
                    : null;
            context.init(keys, trust(settings), null);
            return new Tls(context, settings);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            String file = settings.caFile().map(name -> " of ca_file " + name).orElse("");
            throw new StartException("the certificates" + file + " cannot be used: " + e + "; give a PEM file", e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (settings.insecureSkipVerify()) {
            return new TrustManager[] {new TrustAnyone()};
        }
        List<Certificate> authorities = new ArrayList<>();
        if (settings.caFile().isPresent()) {
            Path file = Path.of(settings.caFile().get());
            if (Files.size(file) > CA_BYTES_MAX) {
                throw new IOException(file + " is larger than " + CA_BYTES_MAX + " bytes");
            }
            authorities.addAll(certificates(Files.readAllBytes(file)));
        }
        if (settings.caPem().isPresent()) {
            authorities.addAll(certificates(settings.caPem().get().getBytes(StandardCharsets.UTF_8)));
        }
        if (authorities.isEmpty()) {
            return null; // the JDK's own
        }
        if (settings.includeSystemCas()) {
            TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            system.init((KeyStore) null);
            for (TrustManager manager : system.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    authorities.addAll(List.of(x509.getAcceptedIssuers()));
                }
            }
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<Certificate> certificates(byte[] pem) throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(pem)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new GeneralSecurityException("no certificate in it");
            }
            return found;
        }
    }

    /** Puts TLS around a connected socket. A server that agrees on none of the protocols is taken to speak HTTP/1.1. */
    SSLSocket handshake(Socket raw, Target target, List<String> protocols) throws IOException {
        String name = settings.serverName().isEmpty() ? target.host() : settings.serverName();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, name, target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(settings.versions().toArray(String[]::new));
        if (!settings.insecureSkipVerify()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        boolean mayBeOld = protocols.isEmpty() || protocols.contains(HTTP_1_1);
        if (!mayBeOld && !protocols.contains(socket.getApplicationProtocol())) {
            throw new IOException("the server does not speak " + String.join(" or ", protocols)
                    + " (ALPN); is this a gRPC endpoint?");
        }
        return socket;
    }

    /** {@code insecure_skip_verify}: what the user asked for by that name. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
