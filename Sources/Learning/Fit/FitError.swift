/// Why nothing can be fitted.
package struct FitError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case tooFewCases
  }

  package let code: Code
  /// One sentence: how many cases are needed, and how many there are.
  package let message: String
}
