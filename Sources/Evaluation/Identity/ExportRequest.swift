/// What is known, beside the export itself, of what it was meant to hold and be judged by.
package struct ExportRequest: Hashable, Sendable {
  /// The names of the structures that were asked for; nil when nobody said.
  package var structures: [String]?
  /// Whether somebody named the policy, so that values may be read by its table; else it was chosen by the labels.
  package var namesPolicy: Bool

  package init(structures: [String]? = nil, namesPolicy: Bool = true) {
    self.structures = structures
    self.namesPolicy = namesPolicy
  }
}
