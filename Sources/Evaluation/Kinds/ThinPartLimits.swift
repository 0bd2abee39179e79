package import PolicyLanguage

/// How much of a structure is thin for its size.
package struct ThinPartLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "thin"
  package static let summary =
    "The share of a structure that is thin for its size: spikes, threads and sheets that an opening removes."
  package static let page = KindPage(
    why:
      "Compact organs have no threads. Thin parts are the tracks of a leak along a vessel or a wall, or bridges to an island.",
    example: """
      - id: no-threads
        each: kidneys
        thin: "<= 5 %"
      """,
    judged:
      "The share of the voxels that no ball inside the structure covers whose radius is 12 % of the structure's size (∛volume; √area in a picture). A ball has 0, a cube a few per cent at its edges. Limits alone, `thin: \"<= 5 %\"`, are those of `fraction`. Fail outside limits alone and outside `possible`, warn outside `typical`.",
    remedy:
      "Look where the structure is thin; what hangs on a thread is a leak or an island, what is thin all over is a shell."
  )

  package static let hasShortForm = true
  package enum Field: String, MeasuredField {
    case fraction

    package var number: String? {
      switch self {
      case .fraction: "thin_fraction"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}
