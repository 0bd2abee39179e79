package import PolicyLanguage

/// What form a structure has, whatever its size.
package struct ShapeLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "shape"
  package static let summary =
    "The form of a structure whatever its size: how near to a ball it is, how long, how flat, how dented, and its Euler number."
  package static let page = KindPage(
    why:
      "A leak, a torn-off part or another structure under the label changes the form more than the volume. Solidity and compactness are among the best single measures for tumours and polyps.",
    example: """
      - id: form
        each: kidneys
        shape: {solidity: ">= 0.7", elongation: {typical: 1.2..2.5, possible: 1..4}}
      """,
    judged:
      "`sphericity` and `compactness` compare the surface with that of a ball (1 for a ball, less for anything else), `roundness` with the smooth estimate of the surface, `elongation` and `flatness` are ratios of the principal axes (1 for a ball, more for anything else), `solidity` is the share of the convex hull that is filled, `euler_number` counts pieces minus tunnels plus cavities. In a picture, or with `slices`, `circularity` compares the outline with a circle's (1 for a disc) and `concavity` is the depth of the deepest dent. Limits alone fail outside, `typical` warns and `possible` fails. A form says little of a structure that is cut off: add `when: complete`.",
    remedy:
      "Low solidity, sphericity or circularity: look for a leak, a missing part or a ragged surface. Odd elongation or flatness with a usual volume: look whether it is another structure."
  )

  package enum Field: String, MeasuredField {
    case sphericity, compactness, roundness, elongation, flatness, solidity, circularity, concavity
    case eulerNumber = "euler_number"
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}
