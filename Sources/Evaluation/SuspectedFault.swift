package import Anatomy
internal import Wording

/// A fault that a mask looks like, by what its numbers resemble, and how sure that is.
package struct SuspectedFault: Hashable, Sendable {
  package let fault: Fault
  /// Of masks that looked like this one where it was learned, the share that had the fault, 0…1.
  package let share: Double
  /// The label whose numbers lie farthest out; nil where none stands out by itself.
  package let label: String?

  package init(fault: Fault, share: Double, label: String?) {
    self.fault = fault
    self.share = share
    self.label = label
  }
}

extension [SuspectedFault] {
  /// Sentence with a blank before it: ` It looks like leak (62 %) or over-segmented (21 %).`; empty without any.
  var words: String {
    guard !isEmpty else { return "" }
    let names = prefix(2).map { "\($0.fault.rawValue) (\(percent($0.share)))" }
    return " It looks like \(names.joined(separator: " or "))."
  }
}
