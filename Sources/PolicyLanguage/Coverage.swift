internal import Diagnostics
internal import Wording
internal import YAML

/// What must have been seen and judged before an export can be accepted: absence of findings is no evidence.
package struct Coverage: Hashable, Sendable {
  /// Whether anatomy is judged at all; else an accept speaks of the file only.
  package var isFileOnly = false
  /// The number of structures, of those that the policy requires and that were asked for, that must be there.
  package var requiredPresent = 1
  /// The share of the structures in the export that must have been judged by an expectation about anatomy.
  package var judgedStructures = 1.0
  /// The share of the expectations about structures in the export that must have a result.
  package var judgedFindings = 0.5

  package init() {}

  /// The word for a policy without anatomy.
  enum Word: String, CaseIterable { case file }
}

/// What identifies the structures of an export.
package enum LabelsBy: String, CaseIterable, Hashable, Sendable {
  /// Names, standard codes or a label table.
  case names
  /// Values too, where each of the export's values is one of the policy's own.
  case number
  /// The foreground of a mask, in a policy about one structure.
  case foreground
}

/// Whether an export may hold a part of what a policy requires.
package enum Subset: String, CaseIterable, Hashable, Sendable { case forbidden, allowed }

extension Coverage {
  /// `coverage: file`, or a mapping; what is left out keeps its default.
  static func read(_ key: FieldReader.Key, _ fields: inout FieldReader) -> Coverage {
    var coverage = Coverage()
    if fields.hasMapping(key) {
      _ = fields.nested(key) { fields -> Bool? in
        if let least = fields.integer("required_present", in: 0...1000) { coverage.requiredPresent = least }
        if let share = fields.leastShare("judged_structures") { coverage.judgedStructures = share }
        if let share = fields.leastShare("judged_findings") { coverage.judgedFindings = share }
        return true
      }
    }
    if fields.hasNoMapping(key), fields.choice(key, of: Word.self) != nil { coverage.isFileOnly = !fields.isRecording }
    return coverage
  }
}

extension FieldReader {
  /// A share that must at least be reached: `50 %`, `">= 50 %"`.
  mutating func leastShare(_ key: Key) -> Double? {
    guard let limits = limits(key, .fraction) else { return nil }
    guard let least = limits.lower?.value, least <= 1 else {
      error(.impossibleValue, "'\(limits.text)' is no least share", at: key, suggestion: "write a share such as 50 %")
      return nil
    }
    return least
  }
}
