package import Diagnostics

/// The page of all diagnostics, one anchor for each rule.
package enum DiagnosticReference {
  package static var page: String {
    var text = """
      # Diagnostics

      \(ReferencePages.mark)

      What `segwarden policy lint` reports, and `check` refuses. Each message ends in its rule's id in brackets; `segwarden policy explain rule ID` prints what stands here.
      An **error** makes a policy unusable. A **warning** is almost certainly not meant. A **note** is worth a look. Notes and warnings can be allowed where they stand:

      ```yaml
      # segwarden: allow no-source because the range is our own reading of twelve masks
      ```


      """
    for chapter in DiagnosticPage.Chapter.allCases {
      let rules = DiagnosticRule.allCases.filter { $0.page.chapter == chapter }
      if rules.isEmpty { continue }
      text += "## \(chapter.rawValue)\n\n"
      for rule in rules { text += "### \(rule.rawValue)\n\n" + entry(rule) + "\n" }
    }
    return text
  }

  /// One rule, without its heading.
  package static func entry(_ rule: DiagnosticRule) -> String {
    let page = rule.page
    let title = page.title.prefix(1).uppercased() + page.title.dropFirst()
    var text =
      "\(page.level.rawValue.prefix(1).uppercased() + page.level.rawValue.dropFirst()): \(title).\n\n\(page.meaning)\n\n\(page.fix)\n"
    if let example = page.example {
      text += "\n```yaml\n\(marked(example.bad, "not this"))\n\n\(marked(example.good, "but this"))\n```\n"
    }
    return text
  }

  private static func marked(_ yaml: String, _ word: String) -> String { "# \(word)\n\(yaml)" }
}
