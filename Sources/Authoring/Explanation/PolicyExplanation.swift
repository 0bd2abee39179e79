internal import Diagnostics
package import PolicyLanguage
internal import YAML

/// What a policy checks, in words, for a terminal.
package struct PolicyExplanation {
  private let policy: Policy

  package init(_ policy: Policy) { self.policy = policy }

  /// One line for each expectation.
  package var overview: String {
    var lines = ["\(policy.title) (\(policy.id) \(policy.version))", ""]
    let width = policy.expectations.map(\.id.count).max() ?? 0
    for expectation in policy.expectations {
      let words = ExpectationWords(expectation, in: policy)
      let conditions = words.conditions.isEmpty ? "" : " (\(words.conditions.joined(separator: "; ")))"
      let name = expectation.id + String(repeating: " ", count: width - expectation.id.count)
      lines.append("\(name)  \(expectation.severity.rawValue.padded(to: 6))  \(words.statement)\(conditions)")
    }
    if policy.expectations.isEmpty { lines.append("It expects nothing.") }
    lines += ["", "More about one: segwarden policy explain \(policy.id) ID"]
    return lines.joined(separator: "\n")
  }

  /// Everything about one expectation; nil when there is none of the id.
  package func explanation(of id: String) -> String? {
    guard let expectation = policy.expectations.first(where: { $0.id == id }) else { return nil }
    let words = ExpectationWords(expectation, in: policy)
    let kind = type(of: expectation.kind)
    var text = Paragraphs(
      "\(id): \(kind.name), severity \(expectation.severity.rawValue) (\(policy.id) \(policy.version), line \(expectation.range.line))"
    )
    text.add("Expects", [words.statement.asSentence] + words.conditions.map { $0.asSentence })
    if let written = expectation.written.first { text.add("As written", ["\(written.key): \(written.value.flow)"]) }
    text.add("Why", [expectation.because?.asSentence ?? kind.page.why])
    if let source = words.source { text.add("Source", [source.asSentence]) }
    text.add("Result", [kind.page.judged])
    text.add(
      "Measured",
      words.measures.map { name in
        "\(name): \(MeasureWords.definition(of: name) ?? "a number of the catalogue of measures")"
      })
    text.add("Decision", [words.consequence.asSentence, unknownWords(words)])
    if let reference = expectation.reference {
      text.add("Reference", ["\(reference) settles which of the two is at fault."])
    }
    text.add("When it fails", [kind.page.remedy] + (expectation.repair.map { ["Repair: \($0)."] } ?? []))
    return text.text
  }

  private func unknownWords(_ words: ExpectationWords) -> String {
    let kind = type(of: words.expectation.kind)
    let absent = kind.judgesAbsence ? "" : "A structure without voxels is not judged by it. "
    return absent + "When it cannot be judged, by cause: \(UnknownWords(policy).clause(for: words.expectation))."
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}

/// Titled paragraphs for a terminal, wrapped.
struct Paragraphs {
  private var lines: [String]
  private static let width = 100

  init(_ title: String) { lines = [title] }

  mutating func add(_ title: String, _ texts: [String]) {
    if texts.isEmpty { return }
    lines += ["", title]
    for text in texts { lines += Self.wrapped(text) }
  }

  var text: String { lines.joined(separator: "\n") }

  private static func wrapped(_ text: String) -> [String] {
    var result: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + word.count + 1 > width {
        result.append("  " + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? result : result + ["  " + line]
  }
}
