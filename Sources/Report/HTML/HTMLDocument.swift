/// A page as all reports have it: self-contained, readable without scripts, with a way past the head for keyboards, and
/// allowed to load nothing but what it says.
struct HTMLDocument {
  let title: String
  /// What stands below the title.
  let lead: Markup
  /// Style beside that of all pages.
  var style: Markup?
  /// What the main part is called in the page, and in words: `cases`.
  let main: String
  /// What comes before the main part.
  var before: Markup?
  let body: Markup
  var mainClass: Markup?
  let footer: Markup
  var script: Markup?
  /// Where pictures may come from.
  var pictures: Markup = "data:"

  /// The page. The same values give the same bytes.
  var html: String {
    let scripts: Markup? = script == nil ? nil : "; script-src 'unsafe-inline'"
    let document: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'\(scripts); img-src \(pictures)">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>
      \(StyleSheet.css)
      \(style)
      </style>
      </head>
      <body>
      <a class="skip" href="#\(main)">Skip to the \(main)</a>
      <div class="wide">
      <header class="top">
      <h1>\(title)</h1>
      \(lead)
      </header>
      \(before)
      <main id="\(main)"\(mainClass)>
      \(body)
      </main>
      <footer>
      \(footer)
      </footer>
      </div>
      \(script.map { "<script>\n\($0)\n</script>" as Markup })
      </body>
      </html>

      """
    return document.html
  }
}
