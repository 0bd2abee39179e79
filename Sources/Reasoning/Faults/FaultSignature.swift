import Evaluation
import PolicyLanguage

/// How a fault shows in findings: what speaks for it, what speaks against it, and what it cannot do without.
struct FaultSignature: Sendable {
  /// What a fault befalls.
  enum Scope: Hashable, Sendable {
    /// One structure.
    case structure
    /// Two structures, in order.
    case pair
    /// The numbered levels of one chain, such as the vertebrae.
    case chain
    /// The whole export.
    case export
  }

  /// A name for people.
  var title: String
  /// A predicate for a sentence about the structure, the pair, the levels or the export.
  var meaning: String
  var scope: Scope
  /// Whether a fault of structures may also befall the whole export.
  var befallsExport = false
  /// Failed findings and warnings that speak for the fault.
  var signs: [Sign]
  /// Findings with a result that speak against it.
  var against: [Sign] = []
  /// What must hold besides one strong sign.
  var requires: @Sendable (FaultMatch) -> Bool = { _ in true }
}

/// Findings with one of some codes, and how strongly they point to a fault: 1 is its hallmark, from 0.5 it can be named
/// on that sign alone, below it only goes with it.
struct Sign: Hashable, Sendable {
  /// Which of a finding's labels must be the fault's.
  enum Role: Hashable, Sendable {
    /// The first, which is the faulty one; any label where the fault befalls the whole export.
    case subject
    /// Any of them.
    case mentioned
    /// The first label is the first, or the second, of the pair.
    case first, second
    /// Both of the pair.
    case both
    /// Labels do not matter.
    case export
  }

  var codes: Set<FindingCode>
  var weight: Double
  var role: Role

  /// Findings of a kind that depart from one of some fields in one of some ways.
  ///
  /// - Parameters:
  ///   - fields: nil: any.
  ///   - deviations: none: any that the field has.
  init<Kind: ExpectationKind>(
    _ kind: Kind.Type, _ fields: [Kind.Field]? = nil, _ deviations: Deviation..., weight: Double,
    of role: Role = .subject
  ) {
    codes = kind.codes(of: fields, deviations)
    (self.weight, self.role) = (weight, role)
  }

  /// Findings of a kind that passed.
  init<Kind: ExpectationKind>(
    passed kind: Kind.Type, _ fields: [Kind.Field]? = nil, weight: Double, of role: Role = .subject
  ) {
    codes = kind.codes(of: fields, [.within])
    (self.weight, self.role) = (weight, role)
  }

  /// Whether a finding has one of the codes, whatever labels it is about.
  func matches(_ finding: Finding) -> Bool { codes.contains(finding.code) }

  /// How strongly a finding that has one of the codes counts for a fault of these labels; 0 when it is about something
  /// else.
  func strength(of finding: Finding, for labels: [String]) -> Double {
    let fits =
      switch role {
      case .export: true
      case .subject: labels.isEmpty || finding.labels.first.map(labels.contains) ?? false
      case .mentioned: labels.isEmpty || finding.labels.contains(where: labels.contains)
      case .first: labels.first != nil && finding.labels.first == labels.first
      case .second: labels.count > 1 && finding.labels.first == labels.last
      case .both: labels.count > 1 && labels.allSatisfy(finding.labels.contains)
      }
    return fits ? weight : 0
  }
}

extension ExpectationKind {
  /// Codes of some fields, or of all; those of the fields' own deviations where none are named.
  static func codes(of fields: [Field]?, _ deviations: [Deviation]) -> Set<FindingCode> {
    Set(
      (fields ?? Array(Field.allCases)).flatMap { field in
        (deviations.isEmpty ? field.deviations : deviations).map { code(field, $0) }
      })
  }
}
