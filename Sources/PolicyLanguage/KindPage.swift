/// What the reference says about a kind, beside its fields. Written as Markdown, one form for all kinds.
package struct KindPage: Hashable, Sendable {
  /// One sentence: what it says about anatomy.
  package var summary: String
  /// Why a policy would ask for it: what goes wrong in masks that it notices.
  package var why: String
  /// One expectation as YAML, as it stands in a policy.
  package var example: String
  /// How it is measured and judged: what pass, warn and fail mean, and when it cannot be evaluated.
  package var judged: String
  /// What to do when it fails.
  package var remedy: String

  package init(summary: String, why: String, example: String, judged: String, remedy: String) {
    self.summary = summary
    self.why = why
    self.example = example
    self.judged = judged
    self.remedy = remedy
  }
}

extension KindPage {
  /// Reads Markdown of one form: `# NAME` with the summary, then `## Why`, `## Example` with a block of YAML,
  /// `## How it is judged` and `## When it fails`. Lines of a paragraph are joined: where they break says nothing.
  package init(of name: String, markdown text: String) throws(KindPageError) {
    var sections = Sections(of: name, text: text)
    summary = try sections.prose(below: "# \(name)")
    why = try sections.prose(below: "## Why")
    example = try sections.yaml(below: "## Example")
    judged = try sections.prose(below: "## How it is judged")
    remedy = try sections.prose(below: "## When it fails")
    try sections.end()
  }

  /// The sections of a page, each taken in its turn.
  private struct Sections {
    private let name: String
    private var rest: ArraySlice<(heading: String, lines: [String])>

    init(of name: String, text: String) {
      var sections: [(heading: String, lines: [String])] = []
      var isCode = false
      for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init) {
        if line.hasPrefix("```") { isCode.toggle() }
        if sections.isEmpty || !isCode && line.hasPrefix("#") {
          sections.append((heading: line, lines: []))
        } else {
          sections[sections.count - 1].lines.append(line)
        }
      }
      self.name = name
      rest = sections[...]
    }

    mutating func prose(below heading: String) throws(KindPageError) -> String {
      let paragraphs = try lines(below: heading).split(separator: "").map { $0.joined(separator: " ") }
      guard !paragraphs.isEmpty else { throw error(.section, "says nothing below '\(heading)'") }
      return paragraphs.joined(separator: "\n\n")
    }

    mutating func yaml(below heading: String) throws(KindPageError) -> String {
      let blocks = try lines(below: heading).split(separator: "")
      guard blocks.count == 1, let block = blocks.first, block.count > 2, block.first == "```yaml", block.last == "```"
      else { throw error(.section, "must have one block of YAML, without blank lines, below '\(heading)'") }
      return block.dropFirst().dropLast().joined(separator: "\n")
    }

    func end() throws(KindPageError) {
      if let section = rest.first { throw error(.unknownSection, "has no place for '\(section.heading)'") }
    }

    private mutating func lines(below heading: String) throws(KindPageError) -> [String] {
      guard rest.first?.heading == heading, let section = rest.popFirst() else {
        throw error(
          .missingSection, "must have '\(heading)' \(rest.first.map { "before '\($0.heading)'" } ?? "at its end")")
      }
      return section.lines
    }

    private func error(_ code: KindPageError.Code, _ fault: String) -> KindPageError {
      KindPageError(code: code, message: "The page of the kind '\(name)' \(fault).", location: name)
    }
  }
}
