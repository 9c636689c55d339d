package phoenix.config.lint;

import java.util.Locale;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** A secret in a file is in its backups, its history and every copy of it. */
final class PlainSecrets implements Lint {
    private static final Pattern KEY = Pattern.compile(
            "(?i).*(api[-_]?key|license[-_]?key|licence[-_]?key|password|passwd|secret|token|^authorization|"
                    + "[-_]authorization|credentials?$|private[-_]?key|access[-_]?key).*");
    private static final Pattern HARMLESS_KEY = Pattern.compile(
            "(?i).*([-_](file|path|url|uri|name|type|id|endpoint|header|prefix|ttl|issuer|audience)|secretname"
                    + "|tokens|_keys|refresh_interval|scopes?)$|(?i)token_(url|path)|(?i)secret_?(name|ref).*");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?is)<.*>|\\[.*]|\\{.*}|.*\\$\\(.*|.*(your|insert|example|placeholder|change[-_]?me|redacted|dummy|todo|here)\\b.*|.*(your|insert)[-_].*|(bearer"
                + " |basic )?(x{3,}|\\.{2,}|\\*+|-|x+|none|null)|.*(x{4,}|\\*{3,}).*");
    /** Forms that secrets of well-known services have: New Relic, AWS, GitHub, Google, Slack, Datadog, JWT, PEM. */
    private static final Pattern SHAPE = Pattern.compile(
            "(?s).*(\\b(eu01xx|gov01xx|jp01xx)?[0-9a-fA-F]{28,36}(FFFF)?NRAL\\b|\\bNRAK-[A-Z0-9]{20,}|\\bNRII-\\S{20,}"
                + "|\\beu01xx[0-9a-f]{34}\\b|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{30,}|\\bglc_[A-Za-z0-9+/=]{30,}|\\bxox[abp]-\\S{10,}|\\bAIza[0-9A-Za-z_-]{35}|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.|-----BEGIN"
                + " [A-Z ]*PRIVATE KEY-----).*");

    private static final Pattern USER_INFO = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*://[^/@\\s:]+:([^/@\\s]+)@.*");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentOutline component : config.components()) {
            // What these add to the data is named and valued by the user; a shape still tells.
            boolean data = component.kind() == ComponentKind.PROCESSOR;
            visit(component.settings(), component.path(), data, findings);
        }
        config.root().at("service", "telemetry").ifPresent(t -> visit(t, "service::telemetry", false, findings));
    }

    private static void visit(YamlNode node, String path, boolean data, Findings findings) {
        for (YamlMapping.Entry entry : Nodes.entries(node)) {
            String below = path + "::" + entry.name();
            if (entry.value() instanceof YamlScalar value) {
                scalar(keyOf(node, entry), value, below, data, findings);
            } else {
                visit(entry.value(), below, data, findings);
            }
        }
        int index = 0;
        for (YamlNode item : Nodes.items(node)) {
            String below = path + "[" + index++ + "]";
            if (item instanceof YamlScalar value) {
                scalar("", value, below, data, findings);
            } else {
                visit(item, below, data, findings);
            }
        }
    }

    /** In a list of {@code {name, value}} the name is the key. */
    private static String keyOf(YamlNode map, YamlMapping.Entry entry) {
        return entry.name().equals("value")
                ? map.get("name").or(() -> map.get("key")).flatMap(Nodes::text).orElse("value")
                : entry.name();
    }

    private static void scalar(String key, YamlScalar value, String path, boolean data, Findings findings) {
        if (BareVariables.isBare(value.text())) {
            return;
        }
        boolean text = value.type() == YamlScalar.Type.STRING || value.type() == YamlScalar.Type.INT;
        if (!text || !value.origin().isLiteral() || value.text().length() < 3) {
            return;
        }
        boolean named = !data
                && KEY.matcher(key).matches()
                && !HARMLESS_KEY.matcher(key).matches()
                && !PLACEHOLDER.matcher(value.text()).matches();
        var url = USER_INFO.matcher(value.text());
        boolean inUrl = url.matches()
                && !PLACEHOLDER.matcher(url.group(1)).matches()
                && !url.group(1).contains("$");
        if (named || inUrl || SHAPE.matcher(value.text()).matches()) {
            SourceSpan span = inUrl && !named ? value.spanAt(url.start(1), url.end(1)) : value.span();
            findings.markSecret(span);
            String variable = key.isEmpty() || inUrl
                    ? "SECRET"
                    : key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
            findings.add(
                    DiagnosticCode.SECRET_IN_PLAIN_TEXT,
                    span,
                    path + ": " + (inUrl && !named ? "a password in a URL" : "a secret") + " in plain text",
                    "write ${env:" + variable + "} and set the variable where the collector runs; exchange the secret"
                            + " where the file has been shared");
        }
    }
}
