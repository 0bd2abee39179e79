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
    let channels = image.channels
    var values = [Float](repeating: .nan, count: slice.width * slice.height * channels)
    image.values.withUnsafeBufferPointer { all in
      for y in 0..<slice.height {
        for x in 0..<slice.width {
          guard let v = steps.voxel(x, y, in: box) else { continue }
          let from = (v.i + size.i * (v.j + size.j * v.k)) * channels
          let to = (x + y * slice.width) * channels
          for channel in 0..<channels { values[to + channel] = all[from + channel] }
        }
      }
    }
    return values
  }

  /// The mean along the lines of sight of a panel, of evenly spaced planes over a range of depths, nearest voxel; NaN
  /// where none meets the image.
  ///
  /// A mean reads like a radiograph, and neither the table nor a piece of metal outweighs the rest, as it would in a
  /// maximum. Where pixels are finer than voxels, some of them share a line of sight.
  /// - Parameter air: values below count as this one: what scanners put outside of their circle is not darker than air.
  func means(under view: SliceView, depths: ClosedRange<Double>, air: Float?) -> [Float] {
    let block = max(1, min(8, Int(affine.spacing.min() / view.pixel)))
    let (columns, rows) = ((view.width + block - 1) / block, (view.height + block - 1) / block)
    var sums = [Float](repeating: 0, count: columns * rows)
    var hits = sums
    let size = image.grid.size
    let least = air ?? -.infinity
    image.values.withUnsafeBufferPointer { all in
      for plane in 0..<Self.planes {
        let share = (Double(plane) + 0.5) / Double(Self.planes)
        let depth = depths.lowerBound + share * (depths.upperBound - depths.lowerBound)
        let steps = view.steps(in: affine, depth: depth)
        for row in 0..<rows {
          for column in 0..<columns {
            guard let v = steps.voxel(column * block + block / 2, row * block + block / 2, in: box) else { continue }
            let value = all[v.i + size.i * (v.j + size.j * v.k)]
            guard value.isFinite else { continue }
            sums[column + row * columns] += max(least, value)
            hits[column + row * columns] += 1
          }
        }
      }
    }
    let planes = Float(Self.planes)
    let means = zip(sums, hits).map { sum, hit -> Float in
      guard hit > 0 else { return .nan }
      // Air beside the field of view, too, so that a line that leaves it early is no brighter than its neighbours.
      return air.map { (sum + $0 * (planes - hit)) / planes } ?? sum / hit
    }
    var values: [Float] = []
    values.reserveCapacity(view.width * view.height)
    for y in 0..<view.height {
      for column in 0..<columns {
        let pixels = min(block, view.width - column * block)
        values.append(contentsOf: repeatElement(means[column + y / block * columns], count: pixels))
      }
    }
    return values
  }

  /// Planes through which a mean is taken.
  static let planes = 64

  /// The window for some panels: the 1st to the 99th percentile of what is shown (of some 20 000 evenly spaced pixels);
  /// for colour the whole range of the samples.
  ///
  /// - Parameter least: what is less does not count.
  func window(for values: [[Float]], least: Float = -.infinity) -> ClosedRange<Float> {
    let step = max(1, values.reduce(0) { $0 + $1.count } / 20_000)
    let finite = values.flatMap { all in
      stride(from: 0, to: all.count, by: step).lazy.map { all[$0] }.filter { $0.isFinite && $0 >= least }
    }.sorted()
    guard let lowest = finite.first, let highest = finite.last else { return 0...1 }
    if image.channels == 3 { return 0...(highest > 255 ? 65535 : 255) }
    let low = finite[finite.count / 100]
    let high = finite[finite.count - 1 - finite.count / 100]
    // A picture that is almost all background still shows its few bright pixels.
    return low < high ? low...high : lowest...highest
  }

  /// A level of 0…255 for a value; black for NaN.
  static func level(_ value: Float, in window: ClosedRange<Float>) -> UInt8 {
    UInt8(share(value, in: window) * 255 + 0.5)
  }

  /// One of 224 grey levels for a value, so that outlines' colours fit beside them into a palette.
  static func grey(_ value: Float, in window: ClosedRange<Float>) -> UInt8 {
    let level = Int(share(value, in: window) * 223 + 0.5)
    return UInt8((level * 255 + 111) / 223)
  }

  private static func share(_ value: Float, in window: ClosedRange<Float>) -> Float {
    guard !value.isNaN else { return 0 }
    let width = window.upperBound - window.lowerBound
    guard width > 0 else { return value > window.upperBound ? 1 : 0 }
    return min(1, max(0, (value - window.lowerBound) / width))
  }
}
