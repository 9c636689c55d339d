package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.yaml.YamlMapping;

/** Looks for what is well-formed and hardly meant. To be called after everything that finds errors. */
public final class Linter {
    private Linter() {}

    /**
     * Runs all lints.
     *
     * @param root the resolved configuration
     * @param layers the configurations that were merged to it, in order; fewer than two say nothing
     */
    public static void run(YamlMapping root, List<YamlMapping> layers, Diagnostics diagnostics) {
        Findings findings = new Findings(diagnostics);
        ConfigOutline config = ConfigOutline.of(root);
        Lints.ALL.forEach(lint -> lint.check(config, findings));
        OverlayLint.check(layers, findings);
        findings.finish();
    }
}
