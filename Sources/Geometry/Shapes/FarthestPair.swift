/// The two points of a set that are farthest apart; exact.
///
/// Pairs of boxes of a k-d tree are passed over when no two of their points can be farther apart than what is found
/// already (dual-tree search, Gray and Moore 2000). Cost: nearly linear for hulls, where few pairs of boxes face each
/// other.
struct FarthestPair {
  private(set) var first = 0
  private(set) var second = 0
  private(set) var squaredDistance = 0.0

  private struct Node {
    var low: SIMD3<Double>
    var high: SIMD3<Double>
    let points: Range<Int>
    /// The places of the halves; nil for a leaf.
    var halves: (Int, Int)?
  }

  private let points: [SIMD3<Double>]
  private var order: [Int]
  private var nodes: [Node] = []

  /// One point is its own partner, none stays at place 0.
  init(of points: [SIMD3<Double>]) {
    self.points = points
    order = Array(points.indices)
    guard points.count > 1 else { return }
    build(points.indices)
    // A good guess spares most of the search: from any point to the farthest one, and again from there.
    for _ in 0..<4 {
      let from = second
      for at in points.indices { compare(from, at) }
    }
    search(0, 0)
    nodes = []
    order = []
  }

  @discardableResult
  private mutating func build(_ range: Range<Int>) -> Int {
    var low = points[order[range.lowerBound]]
    var high = low
    for at in range {
      low = pointwiseMin(low, points[order[at]])
      high = pointwiseMax(high, points[order[at]])
    }
    let node = nodes.count
    nodes.append(Node(low: low, high: high, points: range))
    guard range.count > 8 else { return node }
    let lengths = high - low
    let axis = lengths.x >= lengths.y && lengths.x >= lengths.z ? 0 : lengths.y >= lengths.z ? 1 : 2
    order[range].sort { (points[$0][axis], $0) < (points[$1][axis], $1) }
    let middle = (range.lowerBound + range.upperBound) / 2
    nodes[node].halves = (build(range.lowerBound..<middle), build(middle..<range.upperBound))
    return node
  }

  private mutating func search(_ a: Int, _ b: Int) {
    let (m, n) = (nodes[a], nodes[b])
    let most = pointwiseMax(abs(m.high - n.low), abs(n.high - m.low))
    guard (most * most).sum() > squaredDistance else { return }
    switch (m.halves, n.halves) {
    case (nil, nil):
      for p in m.points { for q in n.points { compare(order[p], order[q]) } }
    case (let halves?, let others) where others == nil || m.points.count >= n.points.count:
      if a == b {
        search(halves.0, halves.1)
        search(halves.0, halves.0)
        search(halves.1, halves.1)
      } else {
        search(halves.0, b)
        search(halves.1, b)
      }
    case (_, let halves?):
      search(a, halves.0)
      search(a, halves.1)
    default: return
    }
  }

  private mutating func compare(_ a: Int, _ b: Int) {
    let d = points[a] - points[b]
    let square = (d * d).sum()
    if square > squaredDistance { (squaredDistance, first, second) = (square, a, b) }
  }
}

private func abs(_ v: SIMD3<Double>) -> SIMD3<Double> { pointwiseMax(v, -v) }
