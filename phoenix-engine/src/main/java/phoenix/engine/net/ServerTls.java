package phoenix.engine.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import phoenix.engine.component.StartException;

/** A server's TLS: who it is, whom it lets in, and the handshake. Thread-safe. */
public final class ServerTls {
    private final SSLContext context;
    private final Settings settings;

    /**
     * The {@code tls} section of a server, as in the Collector's {@code configtls.ServerConfig}.
     *
     * @param certificate a PEM text or file: the server's own first, then those that lead to its authority
     * @param key a PEM text or file
     * @param clientCaFile the authorities of clients, each of which must then have a certificate; empty lets all in
     * @param versions such as {@code TLSv1.3}
     * @param cipherSuites empty for the JDK's choice
     */
    public record Settings(
            PemSource certificate,
            PemSource key,
            Optional<String> clientCaFile,
            List<String> versions,
            List<String> cipherSuites) {
        public Settings {
            versions = List.copyOf(versions);
            cipherSuites = List.copyOf(cipherSuites);
        }
    }

    private ServerTls(SSLContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Reads certificates and key; throws StartException when it cannot. */
    public static ServerTls of(Settings settings) throws StartException {
        try {
            TrustManager[] trust = null;
            if (settings.clientCaFile().isPresent()) {
                KeyStore authorities = KeyStore.getInstance("PKCS12");
                authorities.load(null, null);
                int i = 0;
                for (Certificate ca :
                        PemSource.file(settings.clientCaFile().get()).certificates()) {
                    authorities.setCertificateEntry("ca" + i++, ca);
                }
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(authorities);
                trust = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(settings.certificate().keyManagers(settings.key()), trust, null);
            context.getServerSessionContext().setSessionCacheSize(1024);
            return new ServerTls(context, settings).checked();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Finds names of cipher suites that the JDK does not have, at the start. */
    private ServerTls checked() {
        SSLParameters parameters = context.getSupportedSSLParameters();
        for (String suite : settings.cipherSuites()) {
            if (!List.of(parameters.getCipherSuites()).contains(suite)) {
                throw new IllegalArgumentException("this JDK has no cipher suite " + suite);
            }
        }
        return this;
    }

    /** Puts TLS around an accepted connection; a client that names protocols, and none of these, is refused. */
    SSLSocket handshake(Socket raw, List<String> protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(settings.versions().toArray(String[]::new));
        if (!settings.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(settings.cipherSuites().toArray(String[]::new));
        }
        parameters.setNeedClientAuth(settings.clientCaFile().isPresent());
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
