package import Diagnostics
internal import JSON

/// What lint found, for programs.
package struct LintReport: Sendable {
  package let diagnostics: [Diagnostic]
  /// The folder that relative paths start from; absolute paths below it become relative.
  let folder: String

  package init(_ diagnostics: [Diagnostic], folder: String) {
    self.diagnostics = diagnostics
    self.folder = folder.hasSuffix("/") ? folder : folder + "/"
  }

  /// An array of objects, one a diagnostic.
  package func json() throws -> String {
    try JSONValue.array(
      diagnostics.map { diagnostic in
        [
          "rule": .string(diagnostic.rule.rawValue), "level": .string(diagnostic.severity.rawValue),
          "message": .string(diagnostic.message), "file": .string(path(diagnostic.range.file)),
          "line": .integer(diagnostic.range.line), "column": .integer(diagnostic.range.column),
          "length": .integer(diagnostic.range.length),
          "suggestion": diagnostic.suggestion.map { .string($0) } ?? .null,
          "help": .string(diagnostic.rule.page.fix),
        ]
      }
    ).text(.indented)
  }

  /// A file's path as seen from the folder.
  func path(_ file: String) -> String {
    let own = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
    return own.hasPrefix(folder) ? String(own.dropFirst(folder.count)) : own
  }
}
