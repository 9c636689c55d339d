package phoenix.app.run;

import phoenix.app.report.Report;

/** The local stand-in for the production backend, as a run uses it. */
interface StandIn extends AutoCloseable {
    /** For {@code otlp_grpc}: {@code http://HOST:PORT}, in plain text. */
    String grpcEndpoint();

    /** For {@code otlp_http}: the base URL. */
    String httpEndpoint();

    Report.StandInReport report();

    @Override
    void close();
}
