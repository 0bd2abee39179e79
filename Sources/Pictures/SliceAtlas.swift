package import Volume

/// Slices of one direction, one after the other, for a page that a person scrolls through: the image as rows of grey
/// tiles, and which pixels each structure covers.
package struct SliceAtlas: Hashable, Sendable {
  /// A structure's pixels in each slice.
  package struct Outline: Hashable, Sendable {
    package let name: String
    /// Red, green, blue.
    package let colour: SIMD3<UInt8>
    /// Of each slice the lengths of runs of pixels, row after row, that are not covered and that are, in turn, the
    /// first of those that are not; empty where nothing is.
    package let runs: [[Int]]
  }

  /// Pixels of a slice.
  package let width: Int
  package let height: Int
  /// What each slice is called: `S 123.4 mm`, or `k 45`.
  package let names: [String]
  package let outlines: [Outline]
  /// The slices below one another in one picture of greys, a PNG file; nil without an image.
  package let image: [UInt8]?
  /// The values that black and white stand for in it.
  package let range: ClosedRange<Float>?
  /// The values that are shown black and white at first.
  package let window: ClosedRange<Float>?
  /// The letters at the left, right, top and bottom; empty where the orientation is unknown.
  package let edges: [String]
}

extension KeySlices {
  /// At most as many slices, of at most as many pixels in width and height: a page holds them, and a run a thousand
  /// pages.
  private static let mostSlices = 40
  private static let longestSide = 160

  /// Slices through a box and a little around it, from the feet upwards. Nil for pictures of two dimensions, which have
  /// nothing to scroll.
  ///
  /// - Parameter widest: the values between which the image can be windowed; nil for all that are shown.
  package func atlas(of box: VoxelBox, widest: ClosedRange<Float>?) throws -> SliceAtlas? {
    guard grid.dimensions == 3 else { return nil }
    let space = PictureSpace(grid: grid)
    guard let plane = space.planes.first else { return nil }
    let corners = space.corners(of: cropped(box))
    let depths = corners.map { ($0 * plane.normal).sum() }
    guard let first = depths.min(), let last = depths.max(), last > first else { return nil }
    let step = max((last - first) / Double(Self.mostSlices), grid.lengths.min())
    let count = max(1, min(Self.mostSlices, Int((last - first) / step)))
    let centre = space.centre(of: box)
    let own = (centre * plane.normal).sum()
    let views = (0..<count).map { number -> SliceView in
      let depth = first + (Double(number) + 0.5) * (last - first) / Double(count)
      let frame = Frame(plane, through: centre + plane.normal * (depth - own), showing: corners)
      let pixel = max(frame.extent.max() / Double(Self.longestSide), grid.lengths.min())
      func pixels(_ extent: Double) -> Int { max(8, Int((extent / pixel).rounded(.up))) }
      return SliceView(frame, width: pixels(frame.extent.x), height: pixels(frame.extent.y), pixel: pixel)
    }
    guard let view = views.first else { return nil }
    let ground = image.flatMap { Ground($0, for: space) }.flatMap { $0.image.channels == 1 ? $0 : nil }
    let values = ground.map { ground in views.map { ground.values(under: $0) } }
    let shown = ground.flatMap { ground in values.map { window ?? ground.window(for: $0) } }
    let range = shown.map { widest ?? $0 }
    let isPatient = space.isPatient
    return SliceAtlas(
      width: view.width, height: view.height,
      names: views.map { view in
        isPatient
          ? Caption.position(view.through, along: 2)
          : space.index(of: view.through, normal: plane.normal).map { "k \($0.index)" } ?? ""
      },
      outlines: structures.map { structure in
        SliceAtlas.Outline(
          name: structure.shown.name, colour: structure.shown.style.colour,
          runs: views.map { view in
            PanelPixels(of: structure.shown.runs, box: structure.box, slice: view, space: space).runLengths
          })
      }, image: try zip(values, range).map { try Self.greys($0, in: $1, width: view.width, height: view.height) },
      range: range, window: shown,
      edges: plane.edges.map { edges in
        [edges.left, edges.right, edges.top, edges.bottom].map { $0.first.map { String($0.letter) } ?? "" }
      } ?? [])
  }

  private static func greys(
    _ slices: [[Float]], in range: ClosedRange<Float>, width: Int, height: Int
  ) throws -> [UInt8] {
    var canvas = Canvas(width: width, height: height * slices.count, colour: Canvas.black)
    for (number, values) in slices.enumerated() {
      for y in 0..<height {
        for x in 0..<width {
          let grey = Ground.grey(values[x + y * width], in: range)
          canvas.set(x, y + number * height, SIMD3(grey, grey, grey))
        }
      }
    }
    return try canvas.png()
  }
}

/// Both of two values; nil where one is.
private func zip<A, B>(_ a: A?, _ b: B?) -> (A, B)? { a.flatMap { a in b.map { (a, $0) } } }

extension PanelPixels {
  /// Lengths of runs of pixels that are not covered and that are, in turn; empty where nothing is.
  fileprivate var runLengths: [Int] {
    guard !isEmpty else { return [] }
    var lengths = [0]
    var isCovered = false
    for pixel in pixels {
      if pixel != isCovered {
        lengths.append(0)
        isCovered = pixel
      }
      lengths[lengths.count - 1] += 1
    }
    return lengths
  }
}
