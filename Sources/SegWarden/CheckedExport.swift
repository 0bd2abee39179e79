package import Pictures
package import Results

/// What came of an export that was checked, with all that files and pages keep of it.
package struct CheckedExport: Sendable {
  package var record: Record
  /// What a model was shown, or would be.
  package let pictures: [Picture]
  /// The places that the reasons are about: see `FailingPlaces`.
  package let places: [Picture]
  /// The slices through them; nil where none are drawn.
  package let atlas: SliceAtlas?
  /// The answers as a file keeps them (`StoredCase`).
  package let answers: String?
}
