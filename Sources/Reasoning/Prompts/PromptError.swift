package import Diagnostics

/// Why a prompt's text cannot be used. A configuration error: it stops the program before any case is judged.
package struct PromptError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    case missingPrompt = "missing-prompt"
    case frontMatter = "front-matter"
    case section
    case malformedVariable = "malformed-variable"
    case undefinedVariable = "undefined-variable"
    case unusedVariable = "unused-variable"
  }

  package let code: Code
  /// One sentence: what is wrong and what to do.
  package let message: String
  package let location: SourceRange

  package var description: String { "\(location.file):\(location.line):\(location.column): \(message)" }
}
