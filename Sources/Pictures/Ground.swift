internal import Volume

/// What lies under the contours: the image in a grey window, or a dark ground.
struct Ground {
  let image: IntensityVolume
  private let affine: Affine
  private let box: VoxelBox

  /// Nil when the image's place relative to the masks is unknown: no affine in common and another size.
  init?(_ image: IntensityVolume, for space: PictureSpace) {
    let size = image.grid.size
    guard image.grid.count > 0, image.channels == 1 || image.channels == 3 else { return nil }
    if let own = image.grid.affine, space.isPatient {
      affine = own
    } else if size == space.grid.size {
      affine = space.affine
    } else {
      return nil
    }
    self.image = image
    box = VoxelBox(first: VoxelIndex(0, 0, 0), last: VoxelIndex(size.i - 1, size.j - 1, size.k - 1))
  }

  /// The image's values under the pixels of a slice, nearest voxel, `channels` a pixel; NaN outside of the image.
  func values(under slice: SliceView) -> [Float] {
    let steps = slice.steps(in: affine)
    let size = image.grid.size
    var values: [Float] = []
    values.reserveCapacity(slice.width * slice.height * image.channels)
    for y in 0..<slice.height {
      for x in 0..<slice.width {
        guard let v = steps.voxel(x, y, in: box) else {
          for _ in 0..<image.channels { values.append(.nan) }
          continue
        }
        let at = (v.i + size.i * (v.j + size.j * v.k)) * image.channels
        for channel in 0..<image.channels { values.append(image.values[at + channel]) }
      }
    }
    return values
  }

  /// The window for a picture: the 1st to the 99th percentile of what is shown; for colour the whole range of the samples.
  func window(for values: [[Float]]) -> ClosedRange<Float> {
    let finite = values.joined().filter(\.isFinite).sorted()
    guard let lowest = finite.first, let highest = finite.last else { return 0...1 }
    if image.channels == 3 { return 0...(highest > 255 ? 65535 : 255) }
    let low = finite[finite.count / 100]
    let high = finite[finite.count - 1 - finite.count / 100]
    // A picture that is almost all background still shows its few bright pixels.
    return low < high ? low...high : lowest...highest
  }

  /// A level of 0…255 for a value; black for NaN.
  static func level(_ value: Float, in window: ClosedRange<Float>) -> UInt8 {
    guard !value.isNaN else { return 0 }
    let width = window.upperBound - window.lowerBound
    guard width > 0 else { return value > window.upperBound ? 255 : 0 }
    return UInt8(min(255, max(0, ((value - window.lowerBound) / width * 255).rounded())))
  }
}
