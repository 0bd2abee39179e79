internal import Volume

/// What the files of an export do not give: what their format cannot carry, or what is damaged.
package struct ExportLacks: Hashable, Sendable {
  /// What a header may leave out.
  package enum Header: String, CaseIterable, Hashable, Sendable {
    /// Lengths, and with them how the export lies in the patient, as in a PNG.
    case spacing
    /// How the export lies in the patient, as in a NIfTI file without a transform.
    case orientation
  }

  /// What the headers of the masks and of the image leave out.
  package var headers: Set<Header> = []
  /// Labels whose own files cannot be read.
  package var unreadable: Set<String> = []

  package init() {}

  func apply(to segmentation: Segmentation) -> Segmentation {
    let problems = unreadable.sorted().map {
      SegmentationProblem(kind: .unreadable, structure: $0, message: "the file is damaged.")
    }
    return segmentation.with(
      grid: apply(to: segmentation.grid),
      structures: segmentation.structures.filter { !unreadable.contains($0.name ?? "") },
      problems: segmentation.problems + problems)
  }

  func apply(to grid: Grid) -> Grid {
    if headers.contains(.spacing) { return Grid(size: grid.size, spacing: nil) }
    return headers.contains(.orientation) ? Grid(size: grid.size, spacing: grid.spacing) : grid
  }
}
