/// What files of a format say beside their voxels, and who writes them.
package struct FormatContents: Hashable, Sendable {
  package let names: Bool
  package let codes: Bool
  package let spacing: Bool
  /// Where left and right, front and back, head and feet of the patient are.
  package let orientation: Bool
  /// Whether one file holds structures that overlap.
  package let overlaps: Bool
  /// Programs that write such masks.
  package let writtenBy: String

  package init(
    names: Bool = false, codes: Bool = false, spacing: Bool = false, orientation: Bool = false, overlaps: Bool = false,
    writtenBy: String
  ) {
    self.names = names
    self.codes = codes
    self.spacing = spacing
    self.orientation = orientation
    self.overlaps = overlaps
    self.writtenBy = writtenBy
  }
}
