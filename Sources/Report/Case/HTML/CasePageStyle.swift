/// What a case's page looks like beside what all pages look like.
enum CasePageStyle {
  static let css: Markup = """
    .ways{display:flex;gap:18px;margin-top:8px}
    .slices{display:flex;flex-wrap:wrap;gap:18px}
    .slices canvas{max-width:100%;height:auto;background:#16181c;border-radius:4px;align-self:flex-start}
    .slices canvas:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .slices>div{flex:1 1 240px;min-width:0}
    .slices label{display:block;margin-top:6px}
    .slices input[type=range]{width:min(100%,280px);vertical-align:middle}
    .slices fieldset{border:0;margin:10px 0 0;padding:0}
    .slices legend{padding:0;color:var(--soft)}
    .slices label i{display:inline-block;width:18px;height:4px;border-radius:2px;vertical-align:middle}
    .rate{position:sticky;bottom:0;display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 16px;margin-bottom:20px}
    .rate[hidden]{display:none}
    @media print{.rate,.ways,#slices,.stages,figure.place:nth-of-type(n+3),section table tr:nth-child(n+9),ol.reasons>li:nth-child(n+5){display:none}
    .cut{display:block}.shot{max-width:10cm!important}.scale{width:60px;height:7px}td.limit{min-width:0}td.found{min-width:5cm}h3{margin:12px 0 4px}td{padding-top:3px;padding-bottom:3px}}
    """
}
