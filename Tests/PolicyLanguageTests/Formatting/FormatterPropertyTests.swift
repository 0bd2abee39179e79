import Diagnostics
import Foundation
import PolicyLanguage
import Testing
import YAML
import YAMLTesting

/// What formatting must never do, whatever the text.
@Suite struct FormatterPropertyTests {
  @Test func `random texts keep their meaning and every comment, and are stable`() throws {
    func occurrences(of part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }
    var (formatted, left) = (0, 0)
    for seed in 0..<500 {
      var random = RandomYAML(seed: UInt64(seed))
      let text = random.document()
      guard let before = Facts(text) else { continue }
      let (result, diagnostics) = PolicyFormatter.format(text, file: "f")
      let output = try #require(result)
      #expect(!diagnostics.contains { $0.rule == .notFormatted && $0.severity == .warning }, "seed \(seed)\n\(text)")
      if diagnostics.contains(where: { $0.rule == .notFormatted }) {
        left += 1
        #expect(output == text)
        continue
      }
      formatted += 1
      let after = try #require(Facts(output), "seed \(seed)\n\(text)\n→\n\(output)")
      #expect(before.values == after.values, "seed \(seed)\n\(text)\n→\n\(output)")
      for comment in random.comments {
        #expect(
          occurrences(of: comment, in: output) == occurrences(of: comment, in: text),
          "seed \(seed): \(comment)\n\(text)\n→\n\(output)")
      }
      let again = PolicyFormatter.format(output, file: "f").text
      #expect(again == output, "seed \(seed)\n\(text)\n→\n\(output)\n→\n\(again ?? "nothing")")
      if !random.hasLongScalars { #expect(!output.contains("\n\n\n")) }
      #expect(!output.contains("\r") && !output.hasPrefix("\n") && output.hasSuffix("\n"))
    }
    #expect(formatted > 400)
    #expect(left < formatted / 50)
  }
}

/// What a text says, as a list of paths and values that knows nothing of the formatter.
struct Facts {
  /// Of a policy in any order, of other texts in theirs.
  let values: [String]

  init?(_ text: String) {
    var diagnostics = Diagnostics()
    guard let root = YAMLNode.parse(text, file: "f", diagnostics: &diagnostics), !diagnostics.hasErrors else {
      return nil
    }
    var found: [String] = []
    func walk(_ node: YAMLNode, _ path: String) {
      switch node.content {
      case .scalar(let scalar):
        found.append("\(path) = \(scalar.text.debugDescription) \(scalar.style) \(scalar.tag ?? "")")
      case .sequence(let elements):
        found.append("\(path) list")
        for (index, element) in elements.enumerated() { walk(element, "\(path)/\(index)") }
      case .mapping(let entries):
        found.append("\(path) mapping")
        for entry in entries { walk(entry.value, "\(path)/\(entry.key)") }
      }
    }
    walk(root, "")
    values = root["policy"] == nil ? found : found.sorted()
  }
}
