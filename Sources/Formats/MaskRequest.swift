/// What a reader of masks is told beside the file.
package struct MaskRequest: Sendable {
  /// The image that the mask belongs to; nil where none is known.
  package var image: SourceImage?
  /// From which share of the maximum on a voxel of a fractional segment belongs to it: above 0, at most 1.
  package var leastFraction: Double

  /// The share where nobody says another.
  package static let half = 0.5

  package init(image: SourceImage? = nil, leastFraction: Double = half) {
    self.image = image
    self.leastFraction = leastFraction
  }
}
