package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;

/** A processor that remembers a series has to see all of it. */
final class StateBehindLoadBalancer implements Lint {
    private static final String[] STATEFUL = {"cumulative_to_delta", "delta_to_cumulative", "interval", "delta_to_rate"
    };

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            boolean gateway = pipeline.receivers().stream()
                    .anyMatch(s -> s.component().type().equals("otlp") && isGateway(s, config));
            if (!gateway) {
                continue;
            }
            pipeline.processors(STATEFUL)
                    .findFirst()
                    .ifPresent(step -> findings.add(
                            DiagnosticCode.STATE_BEHIND_LOAD_BALANCER,
                            step.span(),
                            "pipeline " + pipeline.id() + ": "
                                    + step.component().id()
                                    + " remembers each series, and gets others' data: with several instances behind a"
                                    + " load balancer it sees a part of each",
                            "run one instance, do this in the agents, or route by series with the load_balancing"
                                    + " exporter before it"));
        }
    }

    /** Agents take from their own host, and have receivers of their own beside otlp. */
    private static boolean isGateway(Step otlp, ConfigOutline config) {
        boolean agent = config.metricPipelines().stream()
                .flatMap(p -> p.receivers().stream())
                .anyMatch(s -> !s.type().equals("otlp"));
        return !agent
                && Listeners.of(otlp.component()).anyMatch(l -> l.endpoint().isEverywhere());
    }
}
