internal import Volume

/// Fills closed contours of one plane by the even-odd rule, in exact arithmetic.
///
/// Vertices are rounded to 1/65,536 of a voxel; from there on nothing is rounded. A voxel belongs to the region when a
/// ray from its centre towards smaller i crosses the contours an odd number of times, and an edge counts when it passes
/// at the centre or before it and its ends lie at different sides of the row, the row itself being with the larger j. A
/// centre on an edge therefore belongs to what lies on the side of larger i, and on an edge along i to what lies on the
/// side of larger j: of two regions that share an edge, exactly one has it. An edge that is passed twice, as in a
/// keyhole, encloses nothing.
struct ContourFill {
  /// A vertex in 1/65,536 of a voxel along i and j.
  typealias Vertex = SIMD2<Int64>

  static let unit: Int64 = 1 << 16
  /// Vertices beyond so many voxels are not believed.
  static let farthest = 1e6
  /// Crossings of a plane that are believed; no drawn contour has a thousandth.
  static let mostCrossings = 1 << 24

  private let width: Int
  private let height: Int
  /// For each row the columns from which on the side changes.
  private var crossings: [[Int32]]
  private var count = 0

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    crossings = Array(repeating: [], count: height)
  }

  /// A vertex at a place in voxels; nil for one that is too far away.
  static func vertex(_ i: Double, _ j: Double) -> Vertex? {
    guard abs(i) <= farthest, abs(j) <= farthest else { return nil }
    return Vertex(Int64((i * Double(unit)).rounded()), Int64((j * Double(unit)).rounded()))
  }

  /// Adds a closed contour. Throws `.unsupported` for more crossings than are believed.
  mutating func add(_ vertices: [Vertex]) throws {
    guard var last = vertices.last else { return }
    for vertex in vertices {
      try add(from: last, to: vertex)
      last = vertex
    }
  }

  private mutating func add(from a: Vertex, to b: Vertex) throws {
    guard a.y != b.y else { return }
    let (low, high) = a.y < b.y ? (a, b) : (b, a)
    let first = max(0, Self.quotientUp(low.y, Self.unit))
    let end = min(Int64(height), Self.quotientUp(high.y, Self.unit))
    guard first < end else { return }
    count += Int(end - first)
    guard count <= Self.mostCrossings else {
      throw ReadError(
        code: .unsupported,
        message: "contours of one plane cross its rows more than \(Self.mostCrossings) times; nobody draws such.")
    }
    // The crossing with row j lies at low.x + (j - low.y)(high.x - low.x) / (high.y - low.y), and the first centre that
    // is not before it is the quotient by the unit, rounded up.
    let (width, height) = (Int128(high.x - low.x), Int128(high.y - low.y))
    let divisor = height * Int128(Self.unit)
    for row in first..<end {
      let numerator = Int128(low.x) * height + Int128(row * Self.unit - low.y) * width
      let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: divisor)
      let column = rest > 0 ? quotient + 1 : quotient
      crossings[Int(row)].append(Int32(truncatingIfNeeded: min(max(column, 0), Int128(self.width))))
    }
  }

  private static func quotientUp(_ a: Int64, _ b: Int64) -> Int64 {
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    return rest > 0 ? quotient + 1 : quotient
  }

  /// The runs of the plane, in order, as slice `slice` of a grid. Cost: a sort of each row's crossings.
  consuming func runs(slice: Int) -> [Run] {
    var runs: [Run] = []
    for row in 0..<height where !crossings[row].isEmpty {
      let columns = crossings[row].sorted()
      for at in stride(from: 0, to: columns.count - 1, by: 2) where columns[at] < columns[at + 1] {
        let number = Int32(truncatingIfNeeded: slice * height + row)
        if let last = runs.last, last.row == number, last.end == columns[at] {
          runs[runs.count - 1].end = columns[at + 1]
        } else {
          runs.append(Run(row: number, start: columns[at], end: columns[at + 1]))
        }
      }
    }
    return runs
  }
}
