package import Geometry
package import PolicyLanguage

/// Whether a structure must, may or must not be in the export.
package struct Presence: JudgedKind {
  package enum Requirement: String, CaseIterable, Sendable { case required, optional, forbidden }

  package let requirement: Requirement

  package static let name = "presence"
  package static let summary = "A structure is required, optional or forbidden in the export."
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
      "Pass when the label has voxels and is `required` or `optional`, or has none and is `optional` or `forbidden`. An empty label and one that the export does not know are told apart. A required label whose landmarks (`in_view_with`) do not lie whole in the field of view is not evaluable: nobody can tell whether it is missing or out of view.",
    remedy:
      "Look whether the structure is in the picture. If it was removed or never scanned, say so in the policy's context (`unless`), or give the label `in_view_with`."
  )
  package static let needsSubjects = true
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    guard let requirement = fields.choice(.value, of: Requirement.self) else { return nil }
    self.requirement = requirement
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject else { return [] }
    let expected = requirement.rawValue
    if facts.state(label) == .present {
      if requirement == .forbidden {
        let voxels = facts.place(label).map { facts.scene[VoxelCount(structure: $0)] } ?? 0
        return [
          Judgement(
            .fail, aspect: "unexpected",
            message: "\(label) has \(facts.sizeWords(voxels: voxels)), and must not be in this export.",
            measured: facts.size(voxels: voxels), expected: expected, margin: -1, location: facts.location(of: [label]),
            counterfactual: "Without any voxel of \(label) this would pass.", repair: "remove-structure")
        ]
      }
      return [Judgement(.pass, aspect: "present", message: "\(label) is in the export.", expected: expected)]
    }
    let state = facts.state(label) == .empty ? "is empty in the export" : "is not in the export"
    // Before anything else: a file that cannot be used is no proof of absence.
    if facts.problem(of: label) != nil {
      let cause = "the file of \(label) cannot be used"
      return [
        Judgement(
          .notEvaluable, aspect: "absent", message: "\(label) cannot be judged: \(cause) (see the file finding).",
          cause: cause, expected: expected, notEvaluable: .ignore)
      ]
    }
    if requirement != .required {
      let isForbidden = requirement == .forbidden
      let verdict = isForbidden ? "as it must be" : "which is allowed"
      return [
        Judgement(
          .pass, aspect: isForbidden ? "unexpected" : "absent", message: "\(label) \(state), \(verdict).",
          expected: expected)
      ]
    }
    let landmarks = facts.policy.label(label)?.inViewWith ?? []
    switch facts.inView(label) {
    case .true:
      let view =
        landmarks.isEmpty
        ? ""
        : ", although \(listed(landmarks)), whose level it shares, lie\(landmarks.count == 1 ? "s" : "") whole in the field of view"
      return [
        Judgement(
          .fail, aspect: "absent", message: "\(label) \(state)\(view).", measured: Measured(value: 0, unit: "voxels"),
          expected: expected, margin: -1, location: facts.location(of: landmarks),
          counterfactual: "With voxels of \(label) this would pass.", repair: "segment-again")
      ]
    case .false:
      let cause =
        "\(landmarks.count == 1 ? "its landmark (\(landmarks[0])) is not" : "none of its landmarks (\(listed(landmarks))) is") in the export, so it lies out of the field of view"
      return [outOfView(label, state, cause)]
    case .unknown(let cause): return [outOfView(label, state, cause)]
    }
  }

  private func outOfView(_ label: String, _ state: String, _ cause: String) -> Judgement {
    Judgement(
      .notEvaluable, aspect: "out_of_view", message: "\(label) \(state), and that says nothing: \(cause).",
      cause: cause, expected: requirement.rawValue, notEvaluable: .ignore)
  }
}
