internal import Diagnostics
package import Geometry
package import PolicyLanguage
internal import Wording
internal import YAML

/// Whether a structure must, may or must not be in the export, or which others must be there with it.
package struct Presence: JudgedKind {
  package enum Requirement: String, CaseIterable, Sendable { case required, optional, forbidden }

  /// What is said of the subject itself; nil where the expectation is about what it implies.
  package let requirement: Requirement?
  /// What must be there when the subject is.
  package let implied: [String]

  package enum Field: String, JudgedField {
    /// What is said of the subject itself.
    case requirement = ""
    case implies

    package var deviations: [Deviation] { self == .implies ? [.missing] : [.missing, .unexpected] }
  }

  package static let name = "presence"
  package static let needsSubjects = true
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }
  package var canFail: Bool { requirement != .optional }

  package init?(reading fields: inout FieldReader) {
    guard fields.isMapping else {
      guard let requirement = fields.choice(.value, of: Requirement.self) else { return nil }
      (self.requirement, implied) = (requirement, [])
      return
    }
    fields.require("implies")
    guard let labels = fields.labels("implies") else { return nil }
    if let label = fields.subjects.first(where: labels.contains) {
      fields.error(.sameLabel, "'\(label)' cannot imply itself", at: "implies")
      return nil
    }
    (requirement, implied) = (nil, labels)
  }

  package func excludes(_ other: any ExpectationKind) -> Bool {
    Set([requirement, (other as? Presence)?.requirement]) == [.required, .forbidden]
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject else { return [] }
    guard let requirement else { return judgeImplied(by: label, facts) }
    return [
      facts.state(label) == .present ? judgePresent(label, requirement, facts) : judgeAbsent(label, requirement, facts)
    ]
  }

  private func judgeImplied(by label: String, _ facts: CaseFacts) -> [Judgement] {
    guard facts.state(label) == .present else {
      let cause = facts.absence(of: label) ?? .absent(label)
      if cause.kind == .unreadable {
        return [.unknown("What \(label) implies", cause, aspect: Field.implies.is(.unknown))]
      }
      return [
        Judgement(
          .skipped, aspect: .skipped, labels: [label] + implied, message: "Nothing follows: \(cause.words).",
          reason: cause.words)
      ]
    }
    return implied.map { other in
      var judgement =
        facts.state(other) == .present
        ? judgePresent(other, .required, facts) : judgeAbsent(other, .required, facts)
      judgement.aspect = Field.implies.is(judgement.aspect.deviation)
      // What is missing comes first: it is at fault.
      judgement.labels = [other, label]
      judgement.expected = "required with \(label)"
      if judgement.outcome == .fail {
        judgement.message = "\(judgement.message.dropLast()), and \(label), which goes with it, is there."
        judgement.location = facts.location(of: [label])
      }
      return judgement
    }
  }

  private func judgePresent(_ label: String, _ requirement: Requirement, _ facts: CaseFacts) -> Judgement {
    guard requirement == .forbidden else {
      return Judgement(
        .pass, aspect: Field.requirement.is(.within), message: "\(label) is in the export.",
        expected: requirement.rawValue)
    }
    let voxels = facts.place(label).map { facts.voxels(ofStructure: $0) } ?? 0
    return Judgement(
      .fail, aspect: Field.requirement.is(.unexpected),
      message: "\(label) has \(facts.sizeWords(voxels: voxels)), and must not be in this export.",
      measured: facts.size(voxels: voxels), expected: requirement.rawValue, margin: -1,
      location: facts.location(of: [label]),
      counterfactual: "Without any voxel of \(label) this would pass.", repair: "remove-structure")
  }

  private func judgeAbsent(_ label: String, _ requirement: Requirement, _ facts: CaseFacts) -> Judgement {
    let expected = requirement.rawValue
    let state = facts.state(label) == .empty ? "is empty in the export" : "is not in the export"
    // Before anything else: a file that cannot be used is no proof of absence.
    if facts.problem(of: label) != nil {
      return .unknown(
        "Whether \(label) is there", .unreadable(label), aspect: Field.requirement.is(.unknown), expected: expected)
    }
    if requirement != .required {
      let isForbidden = requirement == .forbidden
      let verdict = isForbidden ? "as it must be" : "which is allowed"
      return Judgement(
        .pass, aspect: Field.requirement.is(.within), message: "\(label) \(state), \(verdict).",
        expected: expected)
    }
    guard facts.isAskedFor(label) else {
      return .unknown(
        "Whether \(label) is there", .notAskedFor(label), aspect: Field.requirement.is(.unknown), expected: expected)
    }
    switch facts.view(of: label) {
    case .inside(let evidence):
      var judgement = Judgement(
        .fail, aspect: Field.requirement.is(.missing),
        message: "\(label) \(state)\(evidence.map { ", although \($0)" } ?? "").",
        measured: Measured(value: 0, unit: "voxels"), expected: expected, margin: -1,
        location: facts.location(of: facts.landmarks(of: label)),
        counterfactual: "With voxels of \(label) this would pass.",
        repair: "segment-again")
      judgement.exportNames = facts.unrecognisedWords
      return judgement
    case .outside(let evidence):
      return .unknown(
        "Whether \(label) is missing", .outOfView(label, evidence: evidence), aspect: Field.requirement.is(.unknown),
        expected: expected)
    case .cut(let evidence):
      return .unknown(
        "Whether \(label) is missing", .cutOff(label, evidence), aspect: Field.requirement.is(.unknown),
        expected: expected)
    case .unknown(let why):
      var judgement = Judgement.unknown(
        "Whether \(label) is missing", .viewUnknown(label, why), aspect: Field.requirement.is(.unknown),
        expected: expected)
      judgement.exportNames = facts.unrecognisedWords
      return judgement
    }
  }
}

extension Presence {
  package func statement(about subject: String) -> String {
    guard let requirement else {
      return "where \(subject) is, \(listed(implied)) \(implied.count == 1 ? "is" : "are") too"
    }
    return switch requirement {
    case .required: "\(subject) has voxels in the export"
    case .optional: "\(subject) may have voxels in the export, or none"
    case .forbidden: "\(subject) has no voxel in the export"
    }
  }

  package static var restsOn: [String] { ["voxels"] }
}
