/// The page's look: calm, dense, readable in print (what is folded stays folded), in light and in dark rooms. Colours
/// have a contrast of at least 4.5 to 1 on their ground.
enum StyleSheet {
  static let css: Markup = """
    :root{color-scheme:light dark;--ground:#f5f6f7;--card:#fff;--ink:#1a2027;--soft:#55606c;--line:#dde1e6;--faint:#eef0f3;--link:#0b5394;
    --reject:#a61b1b;--reject-g:#fbeaea;--review:#7a4b00;--review-g:#fdf3df;--accept:#17603a;--accept-g:#e5f4eb;--none:#4a5563;--none-g:#e9ecf0}
    @media (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1c2126;--ink:#e6e9ed;--soft:#a3adb9;--line:#333b44;--faint:#242a31;--link:#8ec1f5;
    --reject:#ff9d97;--reject-g:#402022;--review:#f2c46d;--review-g:#3b2f17;--accept:#82d6a5;--accept-g:#18352a;--none:#b4bec9;--none-g:#2b323a}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .wide{max-width:1220px;margin:0 auto;padding:0 24px}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
    a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
    h1{font-size:20px;line-height:1.3;margin:0;font-weight:650}
    h2{font-size:18px;line-height:1.3;margin:0;font-weight:650}
    h3{font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:24px 0 8px;font-weight:650}
    h4{font-size:14px;margin:0;font-weight:650}
    p{margin:0}
    .top{padding:28px 0 18px}
    .top p{color:var(--soft);margin-top:4px}
    .share{display:flex;height:6px;border-radius:3px;overflow:hidden;margin-top:14px;gap:2px}
    .share i{display:block}
    .card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px 24px;margin:0 0 20px}
    .badge{display:inline-block;border-radius:4px;padding:1px 8px;font-size:12px;line-height:20px;font-weight:650;white-space:nowrap}
    .big{font-size:15px;line-height:26px;padding:2px 12px;border-radius:5px}
    .reject,.fail{color:var(--reject);background:var(--reject-g)}
    .review,.warn{color:var(--review);background:var(--review-g)}
    .accept,.pass{color:var(--accept);background:var(--accept-g)}
    .not-checked,.not-evaluable,.waived,.skipped,.note,.plain{color:var(--none);background:var(--none-g)}
    .i-reject{background:var(--reject)}.i-review{background:var(--review)}.i-accept{background:var(--accept)}.i-not-checked{background:var(--none)}
    .soft{color:var(--soft)}
    .small{font-size:12.5px}
    .head{display:flex;gap:14px;align-items:center;flex-wrap:wrap}
    .head .grow{flex:1 1 240px;min-width:0}
    .score{text-align:right;font-size:12.5px;color:var(--soft)}
    .score b{font-size:16px;color:var(--ink);font-weight:650}
    .because{margin-top:14px;padding-top:12px;border-top:1px solid var(--line)}
    .chain{color:var(--soft);font-size:12.5px;margin-top:3px}
    ol.reasons{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:14px 28px}
    ol.reasons>li{border-left:3px solid var(--none);padding:2px 0 2px 14px}
    ol.reasons>li.s-reject{border-color:var(--reject)}ol.reasons>li.s-review{border-color:var(--review)}
    .reason-head{display:flex;gap:8px;align-items:baseline;flex-wrap:wrap}
    .text{margin-top:2px;max-width:92ch}
    dl.aside{margin:4px 0 0;display:grid;grid-template-columns:max-content 1fr;gap:1px 12px;font-size:12.5px}
    dl.aside dt{color:var(--soft)}dl.aside dd{margin:0;min-width:0}
    .ids a,.ids span{display:inline-block;font-size:12px;margin-right:6px}
    .mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12px}
    figure{margin:0 0 14px}
    figure img{display:block;max-width:100%;height:auto;background:#000;border-radius:4px}
    figcaption{font-size:12.5px;color:var(--soft);margin-top:5px;max-width:110ch}
    .pictures{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
    details.picture{margin:0;max-width:100%}
    details.picture summary{list-style:none;padding:0;cursor:zoom-in}
    details.picture summary::-webkit-details-marker{display:none}
    details.picture img{display:block;width:auto;height:168px;max-width:100%;object-fit:contain;background:#000;border-radius:4px;margin-bottom:3px}
    details.picture[open]{flex-basis:100%}
    details.picture[open] summary{cursor:zoom-out}
    details.picture[open] img{height:auto}
    details.picture p{max-width:110ch}
    input[type=search],input[type=text]{font:inherit;padding:3px 8px;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:var(--ink);min-width:220px}
    button{font:inherit;padding:3px 10px;border:1px solid var(--soft);border-radius:4px;background:var(--card);color:var(--ink);cursor:pointer}
    button:hover{background:var(--faint)}
    button:focus-visible,input:focus-visible,tr:focus-visible{outline:2px solid var(--link);outline-offset:1px}
    .keys{color:var(--soft);font-size:12.5px;flex:1 1 400px}
    kbd{font:12px ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--soft);border-radius:3px;padding:0 4px;color:var(--ink)}
    .sentence{font-size:18px;line-height:1.4;margin-top:14px;max-width:70ch}
    .shot{position:relative}
    .shot img{width:100%}
    .mark{position:absolute;transform:translateX(-50%);font-size:12px;line-height:15px;font-weight:650;background:#000c;padding:0 4px;border-radius:3px;white-space:nowrap}
    .cut{display:none}
    ul.few{margin:0;padding-left:18px}
    code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12px;overflow-wrap:anywhere}
    .scale{display:inline-block;vertical-align:middle;margin-top:2px}
    .scale path{stroke:var(--line);stroke-width:2}.scale rect{fill:var(--accept)}.scale circle{fill:var(--reject);stroke:var(--card);stroke-width:1.5}
    .strip path.median{stroke:var(--ink);stroke-width:1.5}
    table.points{width:auto;margin-top:4px;font-size:12.5px}table.points td{padding:2px 10px 2px 0}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:13px}
    th{text-align:left;font-weight:600;color:var(--soft);font-size:12px;border-bottom:1px solid var(--line);padding:4px 10px 4px 0;vertical-align:bottom;white-space:nowrap}
    td{border-bottom:1px solid var(--line);padding:7px 10px 7px 0;vertical-align:top;overflow-wrap:break-word}
    td.name{min-width:150px;font-weight:600}
    td.found{min-width:240px}
    tr:last-child>td{border-bottom:0}
    td.number,th.number{text-align:right;white-space:nowrap}
    td.limit{text-align:right;min-width:86px}
    td.keep{white-space:nowrap;overflow-wrap:normal}
    td.outside{color:var(--reject);font-weight:600}
    :target{background:var(--review-g);outline:2px solid var(--review);outline-offset:2px;border-radius:3px}
    details{margin-top:8px}
    summary{cursor:pointer;color:var(--soft);padding:2px 0}
    summary b{color:var(--ink);font-weight:600}
    td details{margin-top:2px;font-size:12.5px}
    ul.statements{list-style:none;margin:4px 0 10px;padding:0}
    ul.statements li{padding:4px 0;border-bottom:1px solid var(--faint);max-width:110ch}
    .ungrounded .said{text-decoration:line-through;text-decoration-thickness:1px;color:var(--soft)}
    dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:6px 0;font-size:12.5px}
    dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;min-width:0}
    footer{color:var(--soft);padding:4px 0 40px;font-size:12.5px}
    .skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:6px 10px}
    @media (max-width:720px){.wide{padding:0 12px}.card{padding:14px}}
    @media print{:root{--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--faint:#eee;--link:#000;--reject:#8c1212;--reject-g:#fff;--review:#6a4200;--review-g:#fff;
    --accept:#0f4c2d;--accept-g:#fff;--none:#333;--none-g:#fff}
    body{font-size:9.5pt}table{font-size:8.5pt}td,th{padding-right:6pt}td.found{min-width:0}td.name{min-width:0}.wide{max-width:none;padding:0}.card{border:0;padding:0 0 12pt;break-after:page}.card:last-of-type{break-after:auto}
    .badge{border:1px solid currentColor}figure,.picture,ol.reasons>li,tr{break-inside:avoid}h3{break-after:avoid}.scroll{overflow:visible}
    .sentence{font-size:13pt}figure.place{margin-bottom:6pt}.shot{max-width:13cm!important}.mark{font-size:7pt;line-height:9pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .detail,section>details:not([open]),article>details:not([open]),details.numbers:not([open]),td details:not([open]),.skip{display:none}ol.reasons{grid-template-columns:1fr 1fr}}
    """
}
