package phoenix.app.report;

/** How the HTML report looks. */
final class HtmlStyle {
    static final String CSS = """
        :root{color-scheme:light dark;--fg:#1c2430;--quiet:#667085;--bg:#fff;--card:#f6f7f9;--line:#d9dde3;
        --baseline:#6b7a90;--candidate:#d9480f;--pass:#16803c;--fail:#c0202b;--wait:#a15c07}
        @media(prefers-color-scheme:dark){:root{--fg:#e6e9ee;--quiet:#98a2b3;--bg:#12161c;--card:#1a2029;--line:#303846;
        --baseline:#9fb0c8;--candidate:#ff922b;--pass:#4ade80;--fail:#f87171;--wait:#fbbf24}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}h1{font-size:28px;margin:0 0 8px}
        h2{font-size:20px;margin:36px 0 12px;border-bottom:1px solid var(--line);padding-bottom:4px}
        h3{font-size:16px;margin:18px 0 4px}p{margin:4px 0}.quiet,.run{color:var(--quiet);font-size:13px}
        .verdict,.result{border-radius:6px;padding:2px 10px;color:#fff;background:var(--wait);font-size:.8em}
        .verdict.accept,.result.pass{background:var(--pass)}.verdict.reject,.result.fail{background:var(--fail)}
        .notice{border-left:4px solid var(--candidate);padding:6px 12px;background:var(--card)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px}
        .tile,article{background:var(--card);border-radius:8px;padding:12px 16px}article{margin:12px 0}
        article h3{margin-top:0}.big{font-size:26px;font-weight:600}
        .baseline{color:var(--baseline)}.candidate{color:var(--candidate)}.count{color:var(--quiet);font-weight:400}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:16px}
        figure{margin:8px 0}article figure{max-width:560px}figcaption{font-size:13px;color:var(--quiet)}svg{width:100%;height:auto;display:block}
        svg text{fill:var(--quiet);font-size:11px}svg .axis{stroke:var(--line)}
        svg polyline{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}
        svg .baseline{stroke:var(--baseline)}svg .candidate{stroke:var(--candidate)}
        svg .band{fill:var(--candidate);opacity:.15}svg .shade{fill:var(--line);opacity:.5}
        table{border-collapse:collapse;font-size:13px;width:100%}td,th{text-align:left;padding:3px 10px 3px 0;
        border-bottom:1px solid var(--line);vertical-align:top}.number{text-align:right;font-variant-numeric:tabular-nums}
        .wide{overflow-x:auto}pre{background:var(--card);padding:12px;border-radius:8px;overflow-x:auto;font-size:12px}
        ul{margin:4px 0;padding-left:20px}li{overflow-wrap:anywhere}details{margin:8px 0}summary{cursor:pointer}
        """;

    private HtmlStyle() {}
}
