/// What the look of an evaluation adds to that of reports: plots, in which a predictor has a colour and a dash of its
/// own.
enum EvaluationStyle {
  static let css: Markup = """
    :root{--p0:#0b5394;--p1:#b3540a;--p2:#16704f;--p3:#8a2b78;--p4:#6a5a00;--p5:#444}
    @media (prefers-color-scheme:dark){:root{--p0:#8ec1f5;--p1:#f0a868;--p2:#7fd3ad;--p3:#e2a3d6;--p4:#e0cf6a;--p5:#c8c8c8}}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:20px;margin-top:8px}
    .charts figure{margin:0}
    .chart{display:block;width:100%;max-width:440px;height:auto}
    .chart.bars{max-width:900px}
    .grid{stroke:var(--line);stroke-width:1;fill:none}
    .reference{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 4;fill:none}
    .tick{font-size:11px;fill:var(--soft)}.axis,.name{font-size:12px;fill:var(--ink)}
    .line{fill:none;stroke-width:2}
    .whisker{fill:none;stroke:var(--ink);stroke-width:1.5}
    .line.p0,.whisker.p0{stroke:var(--p0)}.line.p1{stroke:var(--p1);stroke-dasharray:7 3}.line.p2{stroke:var(--p2);stroke-dasharray:2 3}
    .line.p3{stroke:var(--p3);stroke-dasharray:9 3 2 3}.line.p4{stroke:var(--p4);stroke-dasharray:4 4}.line.p5{stroke:var(--p5);stroke-dasharray:1 4}
    .dot.p0,.bar.p0{fill:var(--p0)}.dot.p1,.bar.p1{fill:var(--p1)}.dot.p2,.bar.p2{fill:var(--p2)}
    .dot.p3,.bar.p3{fill:var(--p3)}.dot.p4,.bar.p4{fill:var(--p4)}.dot.p5,.bar.p5{fill:var(--p5)}
    .bar{opacity:.55}
    tbody th{color:var(--ink);font-size:13px;padding:7px 10px 7px 0;vertical-align:top}tr:last-child>th{border-bottom:0}
    thead td{border-bottom:1px solid var(--line)}.card>table,.card>.scroll,.card>figure,.card>p,.card>ul{margin-top:12px}.card ul{padding-left:20px}
    ul.key{list-style:none;margin:6px 0 0;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px;font-size:12.5px}
    ul.key svg{width:34px;height:10px;vertical-align:middle;margin-right:6px}
    table.matrix{width:auto}table.matrix td,table.matrix th{padding-right:28px}
    @media print{.card{break-after:auto}.charts figure{break-inside:avoid}}
    """
}
