package phoenix.experiment.definition;

import java.util.Locale;
import java.util.Optional;
import phoenix.config.spec.Secret;

/** Where production data go, and who sends them. */
public record Production(Target target, BaselineExport baselineExport, CandidateExport candidateExport) {
    /** The backend. */
    public sealed interface Target {
        /** Wherever the configurations' own exporters send. */
        record Configured() implements Target {}

        /** New Relic, for configurations that do not send anywhere themselves. */
        record NewRelic(Region region, Secret apiKey) implements Target {}

        /** The local stand-in: nothing leaves this machine. */
        record StandIn() implements Target {}
    }

    /** New Relic's data centres. */
    public enum Region {
        US("https://otlp.nr-data.net"),
        EU("https://otlp.eu01.nr-data.net"),
        JP("https://otlp.jp.nr-data.net"),
        FEDRAMP("https://gov-otlp.nr-data.net");

        private final String endpoint;

        Region(String endpoint) {
            this.endpoint = endpoint;
        }

        public String endpoint() {
            return endpoint;
        }
    }

    /** What Phoenix does with the baseline's points. */
    public enum BaselineExport {
        /** Phoenix's baseline is the production collector. */
        SEND,
        /** A collector that already runs goes on sending; Phoenix observes. */
        HOLD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What Phoenix does with the candidate's points. */
    public sealed interface CandidateExport {
        /** Sent to the same place, and marked. */
        record Mirror() implements CandidateExport {
            @Override
            public String toString() {
                return "mirror";
            }
        }

        /** Sent somewhere else, with another key, to another endpoint, or both; marked as well. */
        record Shadow(Optional<String> endpoint, Optional<Secret> apiKey) implements CandidateExport {
            @Override
            public String toString() {
                return "shadow";
            }
        }

        /** Encoded, checked, counted, and not sent. */
        record Hold() implements CandidateExport {
            @Override
            public String toString() {
                return "hold";
            }
        }
    }
}
