import Engagement

/// The page that HTML reports are.
public enum ReportPage {
    /// The content of the page's one style element, the same for every report, so that a policy can name its hash.
    public static let style = """
        :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#c9c9c9;--quiet:#5f5f5f;--mark:#2563a8}
        @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--line:#444;--quiet:#a8a8a8;--mark:#6ea8e6}}
        body{margin:2rem auto;max-width:70rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;\
        color:var(--ink);background:var(--paper)}
        h1{font-size:1.5rem;margin:0}
        .period,.notes{color:var(--quiet)}
        .wide{overflow-x:auto}
        figure{margin:1.2rem 0}
        figcaption{font-weight:600;margin-bottom:.3rem}
        figure svg{display:block}
        svg text{font-size:13px;fill:var(--ink)}
        .mark{fill:var(--mark)}
        .axis{stroke:var(--line)}
        td[class*=part]{background:color-mix(in srgb,var(--mark) var(--part),var(--paper));print-color-adjust:exact}
        .part1{--part:8%}.part2{--part:16%}.part3{--part:24%}.part4{--part:32%}.part5{--part:40%}.part6{--part:48%}
        table{border-collapse:collapse;width:100%}
        th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{vertical-align:bottom;border-bottom-width:2px}
        tfoot td{font-weight:600}
        td.text{min-width:9rem;overflow-wrap:anywhere}
        td time{white-space:nowrap}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        @page{size:A4;margin:15mm}
        @media print{:root{--ink:#000;--paper:#fff;--line:#999;--quiet:#333;--mark:#2563a8}\
        body{margin:0;max-width:none;padding:0;font-size:9pt}\
        .wide{overflow:visible}figure{break-inside:avoid}thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}}
        """
}
