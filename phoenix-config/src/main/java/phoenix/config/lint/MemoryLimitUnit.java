package phoenix.config.lint;

import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.yaml.YamlMapping;

/** The limits are mebibytes and percentages, as plain numbers. */
final class MemoryLimitUnit implements Lint {
    /** One tebibyte: a collector with more is not what was meant. */
    private static final double MIB_MAX = 1024 * 1024;

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentOutline limiter : config.components(ComponentKind.PROCESSOR)) {
            if (!limiter.type().equals("memory_limiter")) {
                continue;
            }
            for (String field : new String[] {"limit_mib", "spike_limit_mib"}) {
                limiter.entry(field)
                        .filter(e -> limiter.number(field).orElse(0.0) > MIB_MAX)
                        .ifPresent(e -> report(limiter, e, findings));
            }
        }
    }

    private static void report(ComponentOutline limiter, YamlMapping.Entry entry, Findings findings) {
        findings.add(
                DiagnosticCode.MEMORY_LIMIT_UNIT,
                entry.value().span(),
                limiter.path() + "::" + entry.name() + " is more than a tebibyte: it counts mebibytes, not bytes",
                "512 MiB are written 512");
    }
}
