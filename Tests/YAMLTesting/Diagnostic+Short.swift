package import Diagnostics

extension Diagnostic {
  /// `line:column id`, with the severity when it is no error.
  package var short: String {
    "\(range.line):\(range.column) \(rule.rawValue)" + (severity == .error ? "" : " \(severity.rawValue)")
  }
}
