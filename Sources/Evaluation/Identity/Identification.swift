/// How a structure of an export was recognised as a label of the policy.
package enum Identification: String, CaseIterable, Hashable, Sendable {
  /// By a name: the export's own, a label table's, or that of its file.
  case name
  /// By a standard code.
  case code
  /// By its value alone.
  case number
  /// As the only foreground of a mask, under a policy about one structure.
  case foreground
}
