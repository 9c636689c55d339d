package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.component.StartException;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.GrpcResponse;
import phoenix.engine.net.Target;
import phoenix.engine.net.Tls;
import phoenix.engine.net.TlsSettings;
import phoenix.engine.receiver.otlp.OtlpFixture.HttpReply;

@Timeout(120)
class OtlpTlsTest {
    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Identity identity;

    @BeforeEach
    void makeIdentity() throws Exception {
        identity = Identity.make(folder, "RSA");
    }

    private String protocols(String more) {
        String tls = "tls: {cert_file: " + folder.resolve("cert.pem") + ", key_file: " + folder.resolve("key.pem")
                + more + "}";
        return "protocols: {grpc: {endpoint: 127.0.0.1:0, " + tls + "}, http: {endpoint: 127.0.0.1:0, " + tls + "}}";
    }

    private GrpcResponse export(OtlpFixture otlp) throws StartException {
        Tls tls = Tls.of(TlsSettings.trusting(Optional.of(identity.certificate())));
        try (GrpcClient client = new GrpcClient(new Target("127.0.0.1", otlp.grpcPort(), tls), otlp.time)) {
            return client.unary(OtlpFixture.EXPORT, List.of(), "", OtlpFixture.request(2), Duration.ZERO);
        }
    }

    private HttpReply post(OtlpFixture otlp, boolean withIdentity, String... versions) throws Exception {
        SSLContext context = identity.client(withIdentity);
        try (Socket raw = OtlpFixture.connect(otlp.httpPort());
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", otlp.httpPort(), true)) {
            if (versions.length > 0) {
                socket.setEnabledProtocols(versions);
            }
            socket.getOutputStream()
                    .write(("POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            return HttpReply.read(socket.getInputStream());
        }
    }

    @Test
    void bothProtocolsSpeakTls() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(protocols(""))) {
            assertThat(export(otlp).code()).isZero();
            assertThat(post(otlp, false).status()).isEqualTo("200 OK");
            assertThat(post(otlp, false, "TLSv1.2").status()).isEqualTo("200 OK");
        }
    }

    @Test
    void plainTextIsNotAnswered() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(protocols(""))) {
            assertThatThrownBy(() -> otlp.postProtobuf(OtlpFixture.request(1))).isInstanceOf(IOException.class);
            assertThat(export(otlp).code()).isZero();
        }
    }

    @Test
    void anOldVersionIsRefusedWhereTheUserSaysSo() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(protocols(", min_version: \"1.3\""))) {
            assertThat(post(otlp, false, "TLSv1.3").status()).isEqualTo("200 OK");
            assertThatThrownBy(() -> post(otlp, false, "TLSv1.2")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void clientsHaveToShowACertificateWhereAuthoritiesAreNamed() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(protocols(", client_ca_file: " + folder.resolve("cert.pem")))) {
            assertThat(post(otlp, true).status()).isEqualTo("200 OK");
            assertThatThrownBy(() -> post(otlp, false)).isInstanceOf(IOException.class);
            assertThat(export(otlp).code()).isEqualTo(14);
        }
    }

    @Test
    void keysMayBeInTheirFormatsOfOld() throws Exception {
        byte[] pkcs8 = identity.key().getEncoded();
        Files.writeString(folder.resolve("key.pem"), Identity.pem("RSA PRIVATE KEY", inner(pkcs8)));
        try (OtlpFixture otlp = new OtlpFixture(protocols(""))) {
            assertThat(export(otlp).code()).isZero();
        }
        identity = Identity.make(folder, "EC");
        Files.writeString(
                folder.resolve("key.pem"),
                Identity.pem("EC PRIVATE KEY", inner(identity.key().getEncoded())));
        try (OtlpFixture otlp = new OtlpFixture(protocols(""))) {
            assertThat(export(otlp).code()).isZero();
        }
    }

    /** The OCTET STRING that PKCS#8 puts around a key: its last element. */
    private static byte[] inner(byte[] pkcs8) {
        for (int i = 4; i < pkcs8.length; i++) {
            if (pkcs8[i] == 4) {
                int first = pkcs8[i + 1] & 0xff;
                int bytes = first > 0x80 ? first - 0x80 : 0;
                int length = bytes == 0 ? first : 0;
                for (int b = 0; b < bytes && bytes < 4; b++) {
                    length = length << 8 | (pkcs8[i + 2 + b] & 0xff);
                }
                if (i + 2 + bytes + length == pkcs8.length) {
                    return Arrays.copyOfRange(pkcs8, i + 2 + bytes, pkcs8.length);
                }
            }
        }
        throw new AssertionError("no key");
    }

    @Test
    void whatIsWrongWithTheFilesIsSaid() throws Exception {
        Files.writeString(folder.resolve("key.pem"), Identity.pem("ENCRYPTED PRIVATE KEY", new byte[10]));
        assertThatThrownBy(() -> new OtlpFixture(protocols("")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("otlp: protocols::grpc::tls: TLS cannot be set up")
                .hasMessageContaining("is encrypted");
        Files.delete(folder.resolve("key.pem"));
        assertThatThrownBy(() -> new OtlpFixture(protocols("")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("key.pem cannot be read");
    }
}
