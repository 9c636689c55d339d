package phoenix.config.lint;

import phoenix.config.outline.ConfigOutline;

/** One thing to look for. Has no state; sees configurations that may hold errors, and never throws for one. */
interface Lint {
    void check(ConfigOutline config, Findings findings);
}
