internal import Diagnostics
internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage
internal import YAML

/// The facts about a case that lie beside its export: `case-17.context.yaml` for `case-17.nii.gz`, `context.yaml`
/// inside a folder. `.yml` and `.json` (which is YAML as well) are the same.
///
/// The file is a flat mapping of names to single values, which stay text; nothing (`null`) says nothing.
package struct ContextFile {
  /// A fact with its place.
  package struct Fact: Hashable, Sendable {
    package let name: String
    let nameRange: SourceRange
    package let value: String
    let valueRange: SourceRange
  }

  static let endings = ["context.yaml", "context.yml", "context.json"]

  /// The file's role, which messages show instead of its name: names of files may identify patients.
  private let role: String
  private let text: String
  package let facts: [Fact]

  /// The facts beside an export; nil when there is no such file. Throws `badContext` when it cannot be used.
  package static func beside(_ export: Export) throws -> ContextFile? {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: export.path, isDirectory: &isFolder)
    guard exists else { return nil }
    let stem = isFolder ? export.path + (export.path.hasSuffix("/") ? "" : "/") : export.pathWithoutEnding + "."
    let found = endings.filter { FileManager.default.fileExists(atPath: stem + $0) }
    guard found.count < 2 else {
      throw CaseError(.badContext, "\(found.joined(separator: " and ")) both give facts about the case; keep one.")
    }
    return try found.first.map { try ContextFile(path: stem + $0, role: $0) }
  }

  private init(path: String, role: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw CaseError(.badContext, "\(role): \(error.message)")
    }
    var diagnostics = Diagnostics()
    let node = YAMLNode.parse(bytes, file: role, diagnostics: &diagnostics)
    if let node, node.entries == nil {
      diagnostics.error(
        .wrongType, "facts are a mapping of names to values, not \(node.elements == nil ? "one value" : "a list")",
        at: node.range, suggestion: "write them as 'name: value'")
    }
    var facts: [Fact] = []
    for entry in node?.entries ?? [] where !entry.value.isNull {
      guard let value = entry.value.text else {
        diagnostics.error(
          .wrongType, "'\(entry.key)' takes one value, not \(entry.value.described)", at: entry.value.range)
        continue
      }
      facts.append(
        Fact(name: entry.key, nameRange: entry.keyRange, value: value, valueRange: entry.value.range))
    }
    self.role = role
    text = String(decoding: bytes, as: UTF8.self)
    self.facts = facts
    if diagnostics.hasErrors { throw bad(diagnostics.sorted) }
  }

  /// The facts by name. Throws `badContext` for what the policy does not declare.
  func values(for policy: Policy) throws -> [String: String] {
    let mistakes = facts.compactMap { fact in
      policy.mistake(inFact: fact.name, fact.value)?.diagnostic(name: fact.nameRange, value: fact.valueRange)
    }
    guard mistakes.isEmpty else { throw bad(mistakes) }
    return Dictionary(facts.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// For the record, places and messages; for the terminal of whoever wrote the file, its lines too.
  private func bad(_ diagnostics: [Diagnostic]) -> CaseError {
    let errors = diagnostics.filter { $0.severity == .error }
    let list = errors.map { "line \($0.range.line), column \($0.range.column): \($0.message)" }
    return CaseError(
      .badContext, "\(role) cannot be used: \(list.joined(separator: "; ")).",
      details: errors.map { $0.rendered(source: text) }.joined(separator: "\n"))
  }
}
