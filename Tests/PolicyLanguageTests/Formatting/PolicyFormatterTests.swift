import Foundation
import PolicyLanguage
import TestSupport
import Testing
import YAMLTesting

@Suite struct PolicyFormatterTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  private static let root = Checkout.root

  private static func files(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  static let examples = files(in: tests.appending(path: "Examples"))
  static let corpus = ["Policies", "Policies/phantoms", "Tests/AcceptanceTests/Policies"].flatMap { folder in
    files(in: root.appending(path: folder)).filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
  }

  private static func text(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

  @Test func `there are examples and policies to try`() {
    #expect(Self.examples.count >= 6)
    #expect(Self.corpus.count >= 12)
  }

  @Test(arguments: examples) func `an example becomes what a person wrote beside it`(name: String) throws {
    let folder = Self.tests.appending(path: "Examples/\(name)")
    let expected = try Self.text(folder.appending(path: "output.yaml"))
    let (text, diagnostics) = PolicyFormatter.format(try Self.text(folder.appending(path: "input.yaml")), file: "f")
    #expect(text == expected)
    #expect(diagnostics == [])
    #expect(PolicyFormatter.format(expected, file: "f").text == expected)
  }

  @Test(arguments: corpus) func `the project's own policies keep their meaning and comments`(path: String) throws {
    let text = try Self.text(Self.root.appending(path: path))
    let (formatted, diagnostics) = PolicyFormatter.format(text, file: path)
    let output = try #require(formatted)
    #expect(diagnostics == [])
    #expect(Facts(output)?.values == Facts(text)?.values)
    func comments(_ text: String) -> [Substring] {
      // None of these texts has a hash inside a scalar.
      text.split(separator: "\n").compactMap { line in line.firstIndex(of: "#").map { line[$0...] } }
    }
    #expect(comments(output).sorted() == comments(text).sorted())
    #expect(PolicyFormatter.format(output, file: path).text == output)
    let longest = output.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(\.count).max() ?? 0
    #expect(longest <= 160)
  }

  @Test(arguments: corpus.filter { $0.hasPrefix("Policies/") })
  func `the shipped policies are formatted`(path: String) throws {
    let text = try Self.text(Self.root.appending(path: path))
    #expect(PolicyFormatter.format(text, file: path).text == text)
  }

  @Test(arguments: [
    ("a: 1\r\nb:  2\r\n", "a: 1\nb: 2\n"), ("\u{FEFF}a: 1", "a: 1\n"), ("\n\na: 1\n\n\n", "a: 1\n"),
    ("a: |\n  x", "a: |-\n  x\n"), ("a: [x, {b: , c}]", "a: [x, {b: , c}]\n"),
    ("---\na: 1\n...\n# end", "---\na: 1\n...\n# end\n"),
    ("- - a\n  - b\n-\n  c: 1", "- - a\n  - b\n- c: 1\n"), ("a: &x\n- 1\nb: *x", "a: &x\n  - 1\nb: *x\n"),
    ("{a: 1, b: [ ]}", "a: 1\nb: []\n"), ("? a\n: b", "a: b\n"), ("a : b\n", "a: b\n"),
  ])
  func `small texts come out as they should`(text: String, expected: String) {
    #expect(PolicyFormatter.format(text, file: "f").text == expected)
  }

  @Test func `what is no YAML is not formatted, and what is too odd is left`() {
    let (text, diagnostics) = PolicyFormatter.format("a: [1\n", file: "f")
    #expect(text == nil)
    #expect(diagnostics.map(\.short) == ["1:4 syntax"])
    let odd = "? a\n  b\n:   1\n"
    let (left, notes) = PolicyFormatter.format(odd, file: "f")
    #expect(left == odd)
    #expect(notes.map(\.short) == ["1:3 not-formatted note"])
  }
}
