package import PolicyLanguage

/// How ragged a structure's surface is.
package struct RaggednessLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "raggedness"
  package static let summary =
    "How much of a structure's surface smoothing takes away: the surface over the smoothed one, and the share of voxels that change."
  package static let page = KindPage(
    why:
      "Organs are smooth at the scale of their size. A frayed, stepped or spiky surface is an uncertain network, a wrong threshold, or a mask that was resampled badly.",
    example: """
      - id: smooth
        each: kidneys
        raggedness: "<= 1.3"
      """,
    judged:
      "`ratio` is the surface (in a picture the outline) over the same after a Gaussian whose width is 5 % of the structure's size: about 1 for smooth shapes, more for ragged ones; `changed` is the share of voxels that the smoothing wins or takes away. Limits alone, `raggedness: \"<= 1.3\"`, are those of `ratio`. Fail outside limits alone and outside `possible`, warn outside `typical`. A structure that the field of view cuts is rounded at its cut edges.",
    remedy:
      "Look at the surface. Smoothing the mask mends noise, not the uncertainty that made it; steps from slice to slice come from work slice by slice."
  )

  package static let hasShortForm = true
  package enum Field: String, MeasuredField {
    case ratio, changed

    package var number: String? {
      switch self {
      case .ratio: "raggedness"
      case .changed: "ragged_fraction"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}
