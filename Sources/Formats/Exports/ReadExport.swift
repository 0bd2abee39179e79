package import Volume

/// A segmentation export as it was read: one mask file, or a folder with one file per structure.
package struct ReadExport: Sendable {
  package let segmentation: Segmentation
  /// SHA-256 of the file; of a pair or a folder, of its files' digests in the order of their names.
  package let digest: String
  /// SHA-256 of the label table that named its structures; nil without one.
  package let labels: String?
  package let notes: [String]

  package init(segmentation: Segmentation, digest: String, labels: String? = nil, notes: [String]) {
    self.segmentation = segmentation
    self.digest = digest
    self.labels = labels
    self.notes = notes
  }

  /// The export with a spacing (mm along i, j, k) that its files do not give, and a note that says so; unchanged when
  /// they give one. The orientation stays unknown.
  package func assuming(spacing: SIMD3<Double>) -> ReadExport {
    let assumed = segmentation.assuming(spacing: spacing)
    guard assumed.grid != segmentation.grid else { return self }
    let lengths = (0..<3).map { "\(spacing[$0])" }.joined(separator: " × ")
    return ReadExport(
      segmentation: assumed, digest: digest, labels: labels,
      notes: notes + ["The export gives no spacing; \(lengths) mm was assumed as asked for."])
  }
}

extension ReadExport {
  /// The export with what an image's header says against itself, and with further notes.
  package func adding(_ discrepancies: [HeaderDiscrepancy], notes: [String]) -> ReadExport {
    ReadExport(
      segmentation: segmentation.with(discrepancies: segmentation.discrepancies + discrepancies), digest: digest,
      labels: labels, notes: self.notes + notes)
  }
}
