/// Points, ordered so that the nearest one to a place is found without looking at most of them: a k-d tree (Friedman,
/// Bentley and Finkel 1977, ACM TOMS 3:209) without pointers, whose nodes are the middles of ranges.
///
/// Memory follows the points, not the space between them, unlike a distance transform's. Cost: n log n to build; mostly
/// log n for a search.
struct PointTree: Sendable {
  private var points: [SIMD3<Double>]
  /// The axis that a range is split along, by the place of its middle.
  private var axes: [Int8]

  /// Ranges this short are not split.
  private static let bucket = 12

  init(_ points: [SIMD3<Double>]) {
    self.points = points
    axes = [Int8](repeating: 0, count: points.count)
    var open = [0..<points.count]
    while let range = open.popLast() {
      guard range.count > Self.bucket else { continue }
      let middle = (range.lowerBound + range.upperBound) / 2
      let axis = Self.widest(self.points[range])
      axes[middle] = Int8(axis)
      self.points.withUnsafeMutableBufferPointer { Self.select(middle, in: range, of: $0, axis: axis) }
      open.append(range.lowerBound..<middle)
      open.append(middle + 1..<range.upperBound)
    }
  }

  private static func widest(_ points: ArraySlice<SIMD3<Double>>) -> Int {
    guard var low = points.first else { return 0 }
    var high = low
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let extent = high - low
    return extent.x >= extent.y ? (extent.x >= extent.z ? 0 : 2) : (extent.y >= extent.z ? 1 : 2)
  }

  /// Moves the element that sorting along an axis would put at a place to that place, smaller ones before it, larger
  /// ones behind (Hoare 1961). Scans stop at equal elements, of which a lattice has many, so that they are spread over
  /// both parts.
  private static func select(
    _ place: Int, in range: Range<Int>, of points: UnsafeMutableBufferPointer<SIMD3<Double>>, axis: Int
  ) {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      let pivot = points[(low + high) / 2][axis]
      var (i, j) = (low, high)
      while i <= j {
        while points[i][axis] < pivot { i += 1 }
        while points[j][axis] > pivot { j -= 1 }
        if i <= j {
          points.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if place <= j { high = j } else if place >= i { low = i } else { return }
    }
  }

  /// The distance from each query to the nearest point; infinite where there are no points. Queries that follow one
  /// another had better be neighbours: each search starts from the point that the last one found.
  func distances(from queries: [SIMD3<Double>]) -> [Double] {
    points.withUnsafeBufferPointer { points in
      axes.withUnsafeBufferPointer { axes in
        var search = Search(points: points, axes: axes)
        return queries.map { search.distance(from: $0) }
      }
    }
  }

  private struct Search {
    let points: UnsafeBufferPointer<SIMD3<Double>>
    let axes: UnsafeBufferPointer<Int8>
    var query = SIMD3<Double>.zero
    var nearest = 0
    var best = Double.infinity

    init(points: UnsafeBufferPointer<SIMD3<Double>>, axes: UnsafeBufferPointer<Int8>) {
      self.points = points
      self.axes = axes
    }

    mutating func distance(from query: SIMD3<Double>) -> Double {
      guard !points.isEmpty else { return .infinity }
      self.query = query
      best = squared(nearest)
      descend(0, points.count, offset: .zero)
      return best.squareRoot()
    }

    private func squared(_ place: Int) -> Double {
      let d = points[place] - query
      return (d * d).sum()
    }

    private mutating func look(at place: Int) {
      let d = squared(place)
      if d < best {
        best = d
        nearest = place
      }
    }

    /// Looks through a range. `offset` is how far the query lies outside the range's part of space along each axis.
    private mutating func descend(_ low: Int, _ high: Int, offset: SIMD3<Double>) {
      guard high - low > PointTree.bucket else {
        for place in low..<high { look(at: place) }
        return
      }
      let middle = (low + high) / 2
      let axis = Int(axes[middle])
      let beyond = query[axis] - points[middle][axis]
      var across = offset
      across[axis] = beyond
      if beyond < 0 {
        descend(low, middle, offset: offset)
        look(at: middle)
        if (across * across).sum() < best { descend(middle + 1, high, offset: across) }
      } else {
        descend(middle + 1, high, offset: offset)
        look(at: middle)
        if (across * across).sum() < best { descend(low, middle, offset: across) }
      }
    }
  }
}
