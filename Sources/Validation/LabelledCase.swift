package import Anatomy

/// A case of which people know whether its export is acceptable.
package struct LabelledCase: Hashable, Sendable {
  package let name: String
  /// Nil where the table says nothing.
  package let isUnacceptable: Bool?
  package let task: String?
  /// Whose images they are, under whatever name; cases of one patient are not independent.
  package let patient: String?
  /// What is wrong with it; nil where nobody said.
  package let fault: Fault?
  /// The structures that it is wrong with; empty where nobody said.
  package let places: [String]
  /// What the columns of subgroups say, in the order in which they were asked for; nil for an empty field.
  package let groups: [String?]
}
