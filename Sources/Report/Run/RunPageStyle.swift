/// What a run's page looks like beside what all pages look like.
enum RunPageStyle {
  static let css: Markup = """
    .bar{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center}
    .bar+.bar{margin-top:10px;padding-top:10px;border-top:1px solid var(--line)}
    .bar fieldset{border:0;margin:0;padding:0;display:flex;gap:12px;flex-wrap:wrap}
    .away{position:absolute;left:-9999px}
    ul.together{list-style:none;margin:10px 0 0;padding:0}
    ul.together li{display:flex;gap:10px;align-items:center;padding:2px 0}
    ul.together button{border:0;background:none;padding:0;color:var(--link);text-decoration:underline;text-align:left;min-width:260px}
    ul.together i{display:inline-block;height:10px;background:var(--none);border-radius:2px}
    th button{border:0;background:none;padding:0;color:inherit;font:inherit}
    th button:hover{text-decoration:underline}
    tbody tr:focus{background:var(--faint)}
    td.rating{white-space:nowrap;min-width:90px}
    td.rating .said{display:block;color:var(--soft);font-size:12.5px;white-space:normal}
    .thumb{display:none}
    .sheet table,.sheet tbody{display:block}
    .sheet thead{display:none}
    .sheet tbody{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:14px}
    .sheet tr{display:block;border:1px solid var(--line);border-radius:6px;padding:8px}
    .sheet tr[hidden]{display:none}
    .sheet td{display:block;border:0;padding:2px 0;text-align:left;min-width:0}
    .sheet .thumb{display:block;margin-bottom:4px}
    .sheet .thumb img{display:block;width:100%;height:150px;object-fit:contain;background:#000;border-radius:4px}
    .strip{margin:8px 0 0}.strip canvas{display:block;width:100%;height:54px;cursor:pointer}
    .more{padding-top:12px}
    @media print{.controls,.more{display:none}}
    """
}
