package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.exporter.sending.ClientFields;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.Target;
import phoenix.engine.net.Tls;
import phoenix.engine.net.TlsSettings;

/** A client's certificate, from its fields to a server that asks for it. */
@Timeout(120)
class MutualTlsTest {
    private static final ConfigSpec<TlsSettings> SPEC = ConfigSpec.of(v -> v.get(ClientFields.TLS), ClientFields.TLS);

    @TempDir
    Path folder = Path.of("");

    private static Optional<TlsSettings> decode(String tls) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<TlsSettings> settings = new YamlReader(diagnostics)
                .read("test.yaml", "tls: {" + tls + "}")
                .flatMap(node -> SPEC.decode(node, "exporters::otlp_http", diagnostics));
        return diagnostics.errors().isEmpty() ? settings : Optional.empty();
    }

    @Test
    void aServerThatAsksForACertificateGetsIt() throws Exception {
        Identity identity = Identity.make(folder, "EC");
        String own = "cert_file: " + identity.certificateFile() + ", key_file: " + identity.keyFile();
        String tls = "tls: {" + own + ", client_ca_file: " + identity.certificateFile() + "}";
        try (OtlpFixture otlp = new OtlpFixture("protocols: {grpc: {endpoint: 127.0.0.1:0, " + tls
                + "}, http: {endpoint: 127.0.0.1:0, " + tls + "}}")) {
            String trusting = "ca_file: " + identity.certificateFile();
            Tls with = Tls.of(decode(trusting + ", " + own).orElseThrow());
            Tls without = Tls.of(decode(trusting).orElseThrow());
            assertThat(post(otlp, with)).isEqualTo(200);
            assertThat(export(otlp, with)).isZero();
            assertThatThrownBy(() -> post(otlp, without)).isInstanceOf(IOException.class);
            assertThat(export(otlp, without)).isEqualTo(14);
        }
    }

    private static int post(OtlpFixture otlp, Tls tls) throws IOException {
        try (HttpClient client = new HttpClient(new Target("127.0.0.1", otlp.httpPort(), tls), otlp.time)) {
            return client.post(
                            "/v1/metrics",
                            List.of(new Header("content-type", "application/x-protobuf")),
                            OtlpFixture.request(1),
                            Duration.ZERO)
                    .status();
        }
    }

    private static int export(OtlpFixture otlp, Tls tls) {
        try (GrpcClient client = new GrpcClient(new Target("127.0.0.1", otlp.grpcPort(), tls), otlp.time)) {
            return client.unary(OtlpFixture.EXPORT, List.of(), "", OtlpFixture.request(1), Duration.ZERO)
                    .code();
        }
    }

    @Test
    void halfAnIdentityIsRefused() {
        assertThat(decode("cert_file: a")).isEmpty();
        assertThat(decode("key_file: a")).isEmpty();
        assertThat(decode("cert_file: a, key_file: b, key_pem: c")).isEmpty();
        assertThat(decode("min_version: '1.3', max_version: '1.2'")).isEmpty();
        assertThat(decode("cert_file: a, key_pem: c")).isPresent();
    }
}
