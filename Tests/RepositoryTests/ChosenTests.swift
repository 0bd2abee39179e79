import Foundation
import TestSupport
import Testing

/// What `.ci/run` chooses tests by: a name that is no longer there would leave them out without a word.
@Suite struct ChosenTests {
  private static let root = Checkout.root

  /// The test targets that are built alone, and the alternatives of the expressions behind `--filter` and `--skip`.
  private static func names() throws -> [String] {
    let script = try String(contentsOf: root.appending(path: ".ci/run"), encoding: .utf8)
    let built = script.matches(of: /\n\w+="(\w+Tests(?: \w+Tests)*)"/).flatMap {
      $0.output.1.split(separator: " ").map(String.init)
    }
    // What a variable holds is among those that are built.
    let expressions = script.matches(of: /--(?:filter|skip) '([^']*)'/).map {
      $0.output.1.replacing(/\$\{[^}]*\}/, with: "")
    }
    return built
      + expressions.flatMap { $0.split { "^()|".contains($0) }.map(String.init).filter { $0 != "\\." } }
  }

  @Test func `every name by which tests are chosen is a target's, a suite's or a test's`() throws {
    let folder = Self.root.appending(path: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    let declarations = try files.flatMap { file in
      try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n").filter {
        $0.contains("struct ") || $0.contains("func ")
      }
    }
    let targets = Set(files.map { String($0.prefix { $0 != "/" }) })
    let names = try Self.names()
    #expect(names.count > 5)
    for name in names {
      #expect(targets.contains(name) || declarations.contains { $0.contains(name) }, "\(name)")
    }
  }
}
