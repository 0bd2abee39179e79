/// Boundary evidence of one structure in one channel: the slices' numbers combined.
package struct BoundaryNumbers: Hashable, Sendable {
  /// A slice that stands for the worst part of a contour.
  package struct Slice: Hashable, Sendable {
    package let index: Int
    package let numbers: [BoundaryNumber: Double]
  }

  private let numbers: [BoundaryNumber: Double]
  /// Slices with a contour; 1 in two dimensions.
  package let slices: Int
  /// Of the slices whose contour has at least a fifth of the longest one's length (an organ's end is small and has no
  /// clear edge), that with the lowest edge support. Nil in two dimensions, and where no slice has any.
  package let weakestSlice: Slice?
  /// The share of the voxels looked at (the structure and its band) that are not finite and so were left out.
  package let notFiniteShare: Double?

  /// A number; nil where it is undefined.
  package subscript(number: BoundaryNumber) -> Double? { numbers[number] }

  init(_ slices: [SliceEvidence], unit: Double, isFlat: Bool) {
    var numbers: [BoundaryNumber: Double] = [:]
    for number in BoundaryNumber.allCases {
      let defined = slices.compactMap { slice in slice.numbers[number].map { (value: $0, weight: slice.length) } }
      numbers[number] = Self.mean(defined)
    }
    if let first = slices.first, let radius = Self.mean(slices.map { ($0.equivalentRadius, $0.length) }) {
      var profile = first.profile
      for slice in slices.dropFirst() { profile.add(slice.profile) }
      numbers[.edgeOffset] = profile.peak.map { $0 / radius }
      numbers[.edgeOffsetLength] = profile.peak.map { $0 * unit }
    }
    self.numbers = numbers
    self.slices = slices.count
    let longest = slices.map(\.length).max() ?? 0
    let weakest = slices.filter { $0.length >= longest / 5 && $0.numbers[.edgeSupport] != nil }
      // Among slices of equal support the one with the fainter edge, whatever the order of the slices.
      .min { a, b in
        func order(_ slice: SliceEvidence) -> [Double] {
          [slice.numbers[.edgeSupport] ?? 0, slice.numbers[.edgeStrength] ?? 0]
        }
        return order(a).lexicographicallyPrecedes(order(b))
      }
    weakestSlice = isFlat ? nil : weakest.map { Slice(index: $0.slice, numbers: $0.numbers) }
    let voxels = slices.reduce(0) { $0 + $1.voxels }
    notFiniteShare = voxels == 0 ? nil : Double(slices.reduce(0) { $0 + $1.notFinite }) / Double(voxels)
  }

  private static func mean(_ values: [(value: Double, weight: Double)]) -> Double? {
    let total = values.reduce(0) { $0 + $1.weight }
    return total > 0 ? values.reduce(0) { $0 + $1.value * $1.weight } / total : nil
  }
}

/// A number in each channel that the image has; nil where it is undefined.
package struct ByChannel: Hashable, Sendable {
  /// The channels looked at, luminance first; empty when the image cannot be used or the structure is empty: then
  /// nothing was measured, which is not the same as undefined.
  package let channels: [ImageChannel]
  private let values: [ImageChannel: Double]

  init(_ evidence: [ImageChannel: BoundaryNumbers]?, _ number: BoundaryNumber) {
    channels = ImageChannel.allCases.filter { evidence?[$0] != nil }
    values = (evidence ?? [:]).compactMapValues { $0[number] }
  }

  package subscript(channel: ImageChannel) -> Double? { values[channel] }
  package var luminance: Double? { self[.luminance] }
}
