package import Geometry
package import PolicyLanguage

/// Whether a structure must, may or must not be in the export, or which others must be there with it.
package struct Presence: JudgedKind {
  package enum Requirement: String, CaseIterable, Sendable { case required, optional, forbidden }

  /// What is said of the subject itself; nil where the expectation is about what it implies.
  package let requirement: Requirement?
  /// What must be there when the subject is.
  package let implied: [String]

  package static let name = "presence"
  package static let summary =
    "A structure is required, optional or forbidden in the export; or, if it is there, others must be there too (`implies`)."
  package static let page = KindPage(
    why:
      "A segmentation that left an organ out looks fine in a picture of the rest. Presence says which structures must be there, may be there, or must not.",
    example: """
      - id: present
        each: kidneys
        presence: required
        unless: context.nephrectomy == label.side
        severity: reject
      """,
    judged:
      "Pass when the label has voxels and is `required` or `optional`, or has none and is `optional` or `forbidden`. An empty label and one that the export does not know are told apart. A required label fails only where its place is shown to be in the field of view: by vertebrae at its `level` (where the export has none, by other whole structures of known level), or by landmarks (`in_view_with`) that all lie whole in it. Where the place lies outside, is cut or unknown, the label is not evaluable. A label that declares neither is expected in every field of view. `presence: {implies: [liver, portal_vein]}` says nothing of the label itself: where it has voxels, each of these must have some too, by the same rules; where it has none the expectation is skipped.",
    remedy:
      "Look whether the structure is in the picture. If it was removed or never scanned, say so in the policy's context (`unless`), or give the label its `level`, or `in_view_with`."
  )
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

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject else { return [] }
    guard let requirement else { return judgeImplied(by: label, facts) }
    return [
      facts.state(label) == .present ? judgePresent(label, requirement, facts) : judgeAbsent(label, requirement, facts)
    ]
  }

  private func judgeImplied(by label: String, _ facts: CaseFacts) -> [Judgement] {
    guard facts.state(label) == .present else {
      let cause = facts.absence(of: label) ?? ""
      if facts.problem(of: label) != nil { return [.unknown("What \(label) implies", cause, effect: .ignore)] }
      return [
        Judgement(
          .skipped, aspect: "implied", labels: [label] + implied, message: "Nothing follows: \(cause).", cause: cause)
      ]
    }
    return implied.map { other in
      var judgement =
        facts.state(other) == .present
        ? judgePresent(other, .required, facts) : judgeAbsent(other, .required, facts)
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
        .pass, aspect: "present", message: "\(label) is in the export.", expected: requirement.rawValue)
    }
    let voxels = facts.place(label).map { facts.scene[VoxelCount(structure: $0)] } ?? 0
    return Judgement(
      .fail, aspect: "unexpected",
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
      let cause = "the file of \(label) cannot be used"
      return Judgement(
        .notEvaluable, aspect: "absent", message: "\(label) cannot be judged: \(cause) (see the file finding).",
        cause: cause, expected: expected, notEvaluable: .ignore)
    }
    if requirement != .required {
      let isForbidden = requirement == .forbidden
      let verdict = isForbidden ? "as it must be" : "which is allowed"
      return Judgement(
        .pass, aspect: isForbidden ? "unexpected" : "absent", message: "\(label) \(state), \(verdict).",
        expected: expected)
    }
    switch facts.placeInView(label) {
    case .inside(let evidence):
      let isDeclared = facts.policy.label(label).map { !$0.inViewWith.isEmpty || $0.level != nil } ?? false
      let view = isDeclared ? ", although \(evidence)" : ""
      return Judgement(
        .fail, aspect: "absent", message: "\(label) \(state)\(view).", measured: Measured(value: 0, unit: "voxels"),
        expected: expected, margin: -1, location: facts.location(of: facts.landmarks(of: label)),
        counterfactual: "With voxels of \(label) this would pass.", repair: "segment-again")
    case .outside(let cause), .unknown(let cause): return outOfView(label, state, cause)
    case .cut(let evidence):
      return outOfView(label, state, "its place is not wholly in the field of view: \(evidence)")
    }
  }

  private func outOfView(_ label: String, _ state: String, _ cause: String) -> Judgement {
    Judgement(
      .notEvaluable, aspect: "out_of_view", message: "\(label) \(state), and that says nothing: \(cause).",
      cause: cause, expected: Requirement.required.rawValue, notEvaluable: .ignore)
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
