package phoenix.engine.receiver.otlp;

import java.time.Duration;
import java.util.Optional;
import phoenix.engine.net.ServerTls;

/**
 * What a user writes for {@code protocols::grpc}.
 *
 * @param messageBytesMax of a request's message, before and after it is unpacked
 * @param streamsMax calls at once on one connection
 */
record GrpcSettings(
        String endpoint, Optional<ServerTls.Settings> tls, int messageBytesMax, int streamsMax, Keepalive keepalive) {

    /**
     * When connections are looked after and ended; zero is grpc-go's default.
     *
     * @param minTime the shortest time between two pings of a client
     * @param permitWithoutStream whether a client may ping while no call is under way
     */
    record Keepalive(
            Duration maxConnectionIdle,
            Duration maxConnectionAge,
            Duration maxConnectionAgeGrace,
            Duration time,
            Duration timeout,
            Duration minTime,
            boolean permitWithoutStream) {
        private static final Duration TIME = Duration.ofHours(2);
        private static final Duration TIMEOUT = Duration.ofSeconds(20);
        private static final Duration MIN_TIME = Duration.ofMinutes(5);

        static final Keepalive DEFAULT = new Keepalive(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

        Keepalive {
            time = time.isPositive() ? time : TIME;
            timeout = timeout.isPositive() ? timeout : TIMEOUT;
            minTime = minTime.isPositive() ? minTime : MIN_TIME;
        }
    }
}
