package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;

class OtlpReceiverConfigTest {
    private static Diagnostics decode(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        new YamlReader(diagnostics)
                .read("collector.yaml", yaml)
                .ifPresent(node -> OtlpReceiverConfig.SPEC.decode(node, "receivers::otlp", diagnostics));
        return diagnostics;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                             | must specify at least one protocol
        {protocols: }                                                  | must specify at least one protocol
        {protocols: {grpc: {foo: 1}}}                                  | unknown field "foo"
        {protocols: {http: {include_tls_metadata: true}}}              | unknown field "include_tls_metadata"
        {protocols: {grpc: {endpoint: localhost}}}                     | must be host:port
        {protocols: {grpc: {transport: unix, endpoint: /tmp/x}}}       | transport
        {protocols: {grpc: {tls: {}}}}                                 | must include both certificate and key
        {protocols: {grpc: {tls: {cert_file: a, cert_pem: b, key_file: c}}}} | but not both
        {protocols: {grpc: {tls: {cert_file: a, key_file: b, min_version: "1.4"}}}} | min_version
        {protocols: {http: {tls: {cert_file: a, key_file: b, min_version: "1.3", max_version: "1.2"}}}} | greater than
        {protocols: {grpc: {max_recv_msg_size_mib: -1}}}               | max_recv_msg_size_mib
        {protocols: {grpc: {auth: {authenticator: x}}}}                | authenticator extensions are not supported
        {protocols: {http: {response_headers: {"a b": c}}}}            | not a valid header name
        """)
    void whatIsWrongIsSaid(String yaml, String message) {
        assertThat(decode(yaml).errors())
                .anySatisfy(error -> assertThat(error.message()).contains(message));
    }

    @Test
    void aProtocolIsOnWhenItsKeyIsThereWithTheDefaultsOfTheCollector() {
        OtlpReceiverConfig config = OtlpFixture.decode("protocols: {grpc: , http: }");
        GrpcSettings grpc = config.grpc().orElseThrow();
        assertThat(grpc.endpoint()).isEqualTo("localhost:4317");
        assertThat(grpc.messageBytesMax()).isEqualTo(4 << 20);
        assertThat(grpc.keepalive().time()).isEqualTo(Duration.ofHours(2));
        HttpSettings http = config.http().orElseThrow();
        assertThat(http.endpoint()).isEqualTo("localhost:4318");
        assertThat(http.bodyBytesMax()).isEqualTo(20 << 20);
        assertThat(http.headTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(http.writeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(OtlpFixture.decode("protocols: {grpc: }").http()).isEmpty();
    }

    @Test
    void whatTheCollectorTakesIsTaken() {
        Diagnostics diagnostics = decode("""
            protocols:
              grpc:
                endpoint: "[::1]:4317"
                transport: tcp
                max_concurrent_streams: 4
                read_buffer_size: 1
                write_buffer_size: 1
                include_metadata: true
                keepalive: {server_parameters: {max_connection_idle: 11s}, enforcement_policy: {min_time: 1s}}
              http:
                endpoint: :4318
                metrics_url_path: m
                logs_url_path: /l
                compression_algorithms: [gzip]
                cors: {allowed_origins: ["*"], allowed_headers: [a], max_age: 10}
                keep_alives_enabled: false
                read_timeout: 5s
            """);
        assertThat(diagnostics.errors()).map(Diagnostic::message).isEmpty();
    }

    @Test
    void equalSettingsAreEqual() {
        String yaml = "protocols: {grpc: {tls: {cert_pem: a, key_pem: b}}, http: {response_headers: {x: y}}}";
        assertThat(OtlpFixture.decode(yaml)).isEqualTo(OtlpFixture.decode(yaml));
        assertThat(OtlpFixture.decode(yaml).toString()).doesNotContain("y}");
    }
}
