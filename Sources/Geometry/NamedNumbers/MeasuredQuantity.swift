/// What a number measures, and with that its unit: only like can be compared with like.
package enum MeasuredQuantity: String, CaseIterable, Hashable, Sendable {
  /// In mm.
  case length
  /// In mm².
  case area
  /// In mm³.
  case volume
  /// Voxels, or the pixels of a picture.
  case voxels
  /// A share of a whole, 0…1.
  case fraction
  case count
  /// Slices along the axis in which the volume was taken.
  case slices
  /// In degrees.
  case angle
  /// In the image's own unit (HU for CT).
  case intensity
  /// A bare number without a bound of its own.
  case ratio

  /// The power of a length that it is: 1, 2 or 3 for what is in mm, mm² or mm³; 0 for what needs no spacing. By as many
  /// powers it grows with the spacing of the grid.
  package var powerOfLength: Int {
    switch self {
    case .length: 1
    case .area: 2
    case .volume: 3
    default: 0
    }
  }

  /// The unit of its values; in pixels where the grid has no spacing. Empty for bare numbers.
  package func unit(hasSpacing: Bool = true) -> String {
    switch self {
    case .length: hasSpacing ? "mm" : "px"
    case .area: hasSpacing ? "mm²" : "px²"
    case .volume: hasSpacing ? "mm³" : "px³"
    case .voxels: "voxels"
    case .slices: "slices"
    case .angle: "°"
    case .fraction, .count, .intensity, .ratio: ""
    }
  }
}
