package import Diagnostics

/// Why a prompt's text cannot be used. A configuration error: it stops the program before any case is judged.
package struct PromptError: Error, Hashable, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable {
    package let name: String
    package static let missingPrompt = Code(name: "missing-prompt")
    package static let frontMatter = Code(name: "front-matter")
    package static let section = Code(name: "section")
    package static let malformedVariable = Code(name: "malformed-variable")
    package static let undefinedVariable = Code(name: "undefined-variable")
    package static let unusedVariable = Code(name: "unused-variable")
  }

  package let code: Code
  /// One sentence: what is wrong and what to do.
  package let message: String
  package let location: SourceRange

  package var description: String { "\(location.file):\(location.line):\(location.column): \(message)" }
}
