internal import Volume

/// Whether contours of a plane overlap in a part: neither apart nor inside one another.
enum ContourOverlap {
  /// Pairs that are looked at; beyond them contours are taken for sound.
  private static let mostPairs = 4096

  /// - Parameter contours: vertices in 1/65,536 of a voxel. Compared by the voxels that they enclose, so that contours
  ///   that touch do not count.
  static func isPartial(_ contours: [[ContourFill.Vertex]]) throws -> Bool {
    let boxes = contours.map(Box.init)
    var filled: [Int: [Run]] = [:]
    var pairs = 0
    for a in contours.indices {
      for b in (a + 1)..<max(a + 1, contours.count) where boxes[a].meets(boxes[b]) {
        pairs += 1
        guard pairs <= mostPairs else { return false }
        let whole = boxes[a].union(boxes[b])
        guard let one = try runs(contours[a], in: whole, of: a, &filled),
          let other = try runs(contours[b], in: whole, of: b, &filled)
        else { continue }
        let shared = overlap(one, other)
        if shared > 0, shared < count(one), shared < count(other) { return true }
      }
    }
    return false
  }

  private struct Box {
    var low: ContourFill.Vertex
    var high: ContourFill.Vertex

    init(_ vertices: [ContourFill.Vertex]) {
      (low, high) = (vertices[0], vertices[0])
      for vertex in vertices {
        low = ContourFill.Vertex(min(low.x, vertex.x), min(low.y, vertex.y))
        high = ContourFill.Vertex(max(high.x, vertex.x), max(high.y, vertex.y))
      }
    }

    func meets(_ other: Box) -> Bool {
      low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }

    func union(_ other: Box) -> Box {
      var box = self
      box.low = ContourFill.Vertex(min(low.x, other.low.x), min(low.y, other.low.y))
      box.high = ContourFill.Vertex(max(high.x, other.high.x), max(high.y, other.high.y))
      return box
    }
  }

  /// The runs of one contour, in the rows and columns from 0 to the largest vertex; none before.
  private static func runs(
    _ vertices: [ContourFill.Vertex], in box: Box, of place: Int, _ filled: inout [Int: [Run]]
  ) throws -> [Run]? {
    if let known = filled[place] { return known }
    let size = 1 << 16
    guard box.high.x < Int64(size) * ContourFill.unit, box.high.y < Int64(size) * ContourFill.unit else { return nil }
    var fill = ContourFill(width: size, height: max(0, Int(Box(vertices).high.y / ContourFill.unit) + 1))
    try fill.add(vertices)
    let runs = fill.runs(slice: 0)
    filled[place] = runs
    return runs
  }

  private static func count(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.count } }

  private static func overlap(_ a: [Run], _ b: [Run]) -> Int {
    var (i, j, shared) = (0, 0, 0)
    while i < a.count, j < b.count {
      let (x, y) = (a[i], b[j])
      if x.row == y.row { shared += max(0, Int(min(x.end, y.end)) - Int(max(x.start, y.start))) }
      if (x.row, x.end) < (y.row, y.end) { i += 1 } else { j += 1 }
    }
    return shared
  }
}
