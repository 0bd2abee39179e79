internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether ordered structures (vertebrae, ribs) follow one another, without a link left out, at even steps.
package struct SequenceOrder: JudgedKind {
  /// In their order.
  package let labels: [String]
  /// The direction in which they follow one another; nil: whichever they do.
  let along: PatientDirection?
  let missing: Limits?
  let spacing: Limits?
  /// Links that some people have and others lack, by the variant's name.
  let variants: [SequenceVariant]

  package enum Field: String, JudgedField {
    /// The order itself.
    case order
    case missing, spacing, variants

    package var deviations: [Deviation] {
      switch self {
      case .order: [.swapped, .reversed, .broken]
      case .missing: [.below, .above, .renumbered]
      case .spacing: [.below, .above]
      case .variants: [.unexpected]
      }
    }
  }

  package static let name = "sequence"
  package static let needsSubjects = false
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { labels }
  package var chain: [String] { labels }

  package init?(reading fields: inout FieldReader) {
    fields.require("labels")
    let labels = fields.labels("labels")
    along = fields.choice("along", of: PatientDirection.self)
    missing = fields.counts("missing")
    spacing = fields.limits("spacing", .ratio)
    let named = fields.namedLabels("variants")
    guard let labels, named != nil || !fields.has("variants") else { return nil }
    guard labels.count > 2 else {
      fields.error(.missingValue, "a sequence takes three labels or more", at: "labels")
      return nil
    }
    variants = (named ?? []).map { SequenceVariant(name: $0.name, labels: $0.labels) }
    if let stranger = variants.flatMap(\.labels).first(where: { !labels.contains($0) }) {
      fields.error(
        .unknownValue, "'\(stranger)' has no place in the sequence", at: "variants",
        suggestion: "put it into labels, where it belongs")
      return nil
    }
    self.labels = labels
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let chain = SequenceChain(self, facts)
    return chain.present.compactMap { facts.place($0) }.map { Centroid(structure: $0) }
      + [chain.measure].compactMap(\.self)
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    facts.judged(["in order"] + [missing, spacing].compactMap { $0?.text }) { () throws(MeasurementError) in
      try SequenceJudgement(kind: self, chain: SequenceChain(self, facts), facts: facts).judge()
    }
  }
}

/// Links that some people have and others lack, such as a sixth lumbar vertebra.
struct SequenceVariant: Hashable, Sendable {
  let name: String
  let labels: [String]

  /// Whether the case has it, as far as its context says: yes, no, or nil when only the export can tell.
  func isDeclared(_ facts: CaseFacts) -> Bool? {
    guard let variable = facts.policy.context.first(where: { $0.values.contains(name) }) else { return nil }
    return facts.context(variable.name).map { $0 == name }
  }
}

/// The links of a sequence that one case must have.
struct SequenceChain {
  /// Links that must be there if they lie between others, and those that are there, in order.
  let expected: [String]
  let present: [String]
  /// The question about those that are present; nil for fewer than two.
  let measure: Chain?

  init(_ kind: SequenceOrder, _ facts: CaseFacts) {
    var optional: Set<String> = []
    for variant in kind.variants where variant.isDeclared(facts) != true { optional.formUnion(variant.labels) }
    expected = kind.labels.filter { facts.filled($0) != nil || !optional.contains($0) }
    present = expected.filter { facts.filled($0) != nil }
    let links = expected.enumerated().compactMap { number, label in facts.filled(label).map { (number, $0) } }
    measure =
      links.count < 2
      ? nil : Chain(structures: links.map(\.1), numbers: links.map(\.0), along: kind.along?.axis)
  }

  /// Links without voxels between the first and the last that have some.
  var missing: [String] {
    guard let first = present.first.flatMap({ expected.firstIndex(of: $0) }),
      let last = present.last.flatMap({ expected.firstIndex(of: $0) })
    else { return [] }
    return expected[first...last].filter { !present.contains($0) }
  }
}

extension SequenceOrder {
  package func statement(about subject: String) -> String {
    var clauses = [
      "\(labels.first ?? "") to \(labels.last ?? "") follow one another\(along.map { " towards \($0.rawValue)" } ?? "")"
    ]
    if let missing { clauses.append("\(missing.words == "0" ? "none" : missing.words) is missing in between") }
    if let spacing { clauses.append("the spacing changes by \(spacing.words) from one to the next") }
    return clauses.joined(separator: "; ")
  }

  package static var restsOn: [String] { ["chains"] }
}
