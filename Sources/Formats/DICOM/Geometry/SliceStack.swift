internal import Numerics
internal import Volume

/// Slices of one orientation, put in order along their normal and on one lattice.
///
/// The distance of neighbouring slices is the stated one where all slices lie on its multiples, else the smallest that
/// occurs. Slices that lie farther apart than that leave slices of the lattice without any.
struct SliceStack: Hashable {
  let plane: SlicePlane
  /// The slice of the lattice on which each position lies, in the order in which they were given.
  let indices: [Int]
  /// The number of slices of the lattice.
  let count: Int
  /// The centre of the first pixel of the first slice, in mm (LPS).
  let origin: SIMD3<Double>
  /// From a pixel to the same one of the next slice, in mm (LPS): along the normal, unless the gantry was tilted.
  let step: SIMD3<Double>
  /// Slices of the lattice without a position.
  let missing: [Int]
  /// The largest distance, in mm, of a position from its place on the lattice.
  let deviation: Double
  /// Whether nothing says how far apart slices are, so that one millimetre was taken for a single one.
  let isStepUnknown: Bool

  /// How far a position may miss its place, in steps.
  static let tolerance = 0.05
  /// Slices without a position that are believed, for each one with.
  private static let mostGaps = 64

  /// The angle, in degrees, between the normal and the step.
  var tilt: Double { min(SlicePlane.degrees(step, plane.normal), SlicePlane.degrees(step, -plane.normal)) }

  /// - Parameters:
  ///   - positions: the centres of the first pixels in mm (LPS); at least one.
  ///   - stated: the distances between slices that the object gives, the most trusted first.
  ///
  /// Throws `.unsupported` where the slices lie beside one another or at distances that no lattice has.
  init(positions: [SIMD3<Double>], plane: SlicePlane, stated: [Double]) throws {
    self.plane = plane
    let normal = plane.normal
    let heights = positions.map { dot($0, normal) }
    let same = 0.01 * min(plane.spacing.x, plane.spacing.y)
    let order = positions.indices.sorted { heights[$0] < heights[$1] }
    // One place for each height.
    var firsts: [Int] = []
    for place in order {
      if let last = firsts.last, heights[place] - heights[last] <= same { continue }
      firsts.append(place)
    }
    let usable = stated.filter { $0 > same && $0.isFinite }
    let gaps = zip(firsts, firsts.dropFirst()).map { heights[$1] - heights[$0] }
    isStepUnknown = gaps.isEmpty && usable.isEmpty
    let length = Self.step(gaps, stated: usable)
    let bottom = heights[order[0]]
    let range = (heights[order[order.count - 1]] - bottom) / length
    guard range < Double(Self.mostGaps) * Double(firsts.count) else {
      throw ReadError(
        code: .unsupported,
        message:
          "slices lie \(length) mm apart and \(range * length) mm apart, with nothing between: these are several "
          + "stacks. Export one of them.")
    }
    // The whole height fits best: rounding of single positions does not add up.
    let last = Int(range.rounded())
    let exact = last > 0 ? (heights[order[order.count - 1]] - bottom) / Double(last) : length
    let indices = heights.map { Int((($0 - bottom) / exact).rounded()) }
    let (head, tail) = (positions[order[0]], positions[order[order.count - 1]])
    step = last > 0 ? (tail - head) / Double(last) : normal * length
    origin = head
    count = last + 1
    self.indices = indices
    let used = Set(indices)
    missing = (0..<(last + 1)).filter { !used.contains($0) }
    var worst = 0.0
    for (position, index) in zip(positions, indices) {
      worst = max(worst, Numerics.length(position - (head + step * Double(index))))
    }
    deviation = worst
    try check(positions, heights, same: same, length: exact)
  }

  private static func step(_ gaps: [Double], stated: [Double]) -> Double {
    guard let smallest = gaps.min() else { return stated.first ?? 1 }
    func divides(_ length: Double) -> Bool {
      gaps.allSatisfy { abs(($0 / length) - ($0 / length).rounded()) <= tolerance && $0 / length > 0.5 }
    }
    return stated.first(where: divides) ?? smallest
  }

  private func check(
    _ positions: [SIMD3<Double>], _ heights: [Double], same: Double, length: Double
  ) throws {
    // Slices of one height in several places are tiles.
    var places: [Int: SIMD3<Double>] = [:]
    var seen: [Int: Double] = [:]
    for (at, index) in indices.enumerated() {
      if let other = places[index] {
        let apart = positions[at] - other
        let across = Numerics.length(apart - plane.normal * dot(apart, plane.normal))
        guard across <= max(10 * same, 0.01) else {
          throw ReadError(
            code: .unsupported,
            message: "frames lie beside one another in one plane, up to \(across) mm apart: these are tiles, as of a "
              + "slide under a microscope, which are not read.")
        }
        guard let height = seen[index], abs(height - heights[at]) <= same else {
          throw uneven(length)
        }
      } else {
        places[index] = positions[at]
        seen[index] = heights[at]
      }
    }
    guard deviation <= max(0.5 * length, 0.01) else { throw uneven(length) }
  }

  private func uneven(_ length: Double) -> ReadError {
    ReadError(
      code: .unsupported,
      message: "the slices lie up to \(deviation) mm off a lattice with \(length) mm between its slices; "
        + "resample them to even distances.")
  }

  /// The lattice as a grid. Throws `.unsupported` where it has more rows than can be numbered.
  func grid(columns: Int, rows: Int) throws -> Grid {
    guard rows * count < Int(Int32.max) else {
      throw ReadError(
        code: .unsupported, message: "\(count) slices of \(rows) × \(columns) pixels are more than is read.")
    }
    return Grid(
      size: VoxelIndex(columns, rows, count),
      affine: Affine(
        columns: [
          patientAxes(plane.row * plane.spacing.x), patientAxes(plane.column * plane.spacing.y), patientAxes(step),
        ], origin: patientAxes(origin)))
  }
}
