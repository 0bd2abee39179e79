internal import Volume

/// The squared distances from the voxels of one set to the nearest voxel of another, where each fills a box of its own.
/// Exact up to single precision. Axes are taken as perpendicular.
///
/// As `SquaredDistances` one axis after the other, by lower envelopes of parabolas (Felzenszwalb and Huttenlocher 2012,
/// Theory of Computing 8:415), but never over the box around both: what is looked for is known along the axes that are
/// done in the box of those that ask, and along the others in the box of those that are asked for. With boxes of a×b×c
/// that ask and d×e×f that are asked for the passes cost a·e·f, a·b·f and a·b·c, the last at columns that ask alone.
struct NearestSquares {
  private let from: Runs
  private let to: Runs
  private let asking: VoxelBox
  private let asked: VoxelBox
  private let grid: Grid

  /// - Parameters:
  ///   - asking: the box of `from`.
  ///   - asked: the box of `to`.
  init(from: Runs, in asking: VoxelBox, to: Runs, in asked: VoxelBox, on grid: Grid) {
    (self.from, self.to, self.asking, self.asked, self.grid) = (from, to, asking, asked, grid)
  }

  private static func size(_ box: VoxelBox) -> (i: Int, j: Int, k: Int) {
    (box.last.i - box.first.i + 1, box.last.j - box.first.j + 1, box.last.k - box.first.k + 1)
  }

  /// How many elements the three passes write.
  static func cost(asking: VoxelBox, asked: VoxelBox) -> Int {
    let (a, b) = (size(asking), size(asked))
    return a.i * b.j * b.k + a.i * a.j * b.k + a.i * a.j * a.k
  }

  /// In the order of the runs that ask.
  func values() -> [Float] {
    let (a, b) = (Self.size(asking), Self.size(asked))
    let spacing = grid.lengths
    let rows = alongRows(width: a.i, height: b.j, depth: b.k, spacing: Float(spacing.x))
    // Along j, in each slice of those that are asked for: only rows with voxels have finite values.
    var slices = [Float](repeating: .infinity, count: a.i * a.j * b.k)
    var envelope = LowerEnvelope(most: max(b.j, b.k), spacing: spacing.y)
    var holding: [Int] = []
    for k in 0..<b.k {
      let filled = (0..<b.j).filter { rows.isFilled[$0 + k * b.j] }
      guard !filled.isEmpty else { continue }
      holding.append(k)
      rows.squares.withUnsafeBufferPointer { rows in
        slices.withUnsafeMutableBufferPointer { slices in
          for i in 0..<a.i {
            envelope.make(of: filled, base: asked.first.j - asking.first.j) { rows[i + ($0 + k * b.j) * a.i] }
            envelope.read(0..<a.j) { slices[i + ($0 + k * a.j) * a.i] = $1 }
          }
        }
      }
    }
    return columns(slices, holding, a)
  }

  /// Along i: each row's distances to its own voxels, at the indices of those that ask.
  private func alongRows(
    width: Int, height: Int, depth: Int, spacing: Float
  ) -> (squares: [Float], isFilled: [Bool]) {
    var squares = [Float](repeating: .infinity, count: width * height * depth)
    var isFilled = [Bool](repeating: false, count: height * depth)
    let first = Int32(asking.first.i)
    squares.withUnsafeMutableBufferPointer { squares in
      var at = 0
      while at < to.all.count {
        // The runs of one row, in their order.
        let row = to.all[at].row
        var end = at + 1
        while end < to.all.count, to.all[end].row == row { end += 1 }
        let (j, k) = (Int(row) % grid.size.j - asked.first.j, Int(row) / grid.size.j - asked.first.k)
        let place = j + k * height
        isFilled[place] = true
        var run = at
        for i in 0..<width {
          let x = first + Int32(i)
          // The next run is nearer as soon as its start is nearer than the end of this one.
          while run + 1 < end, to.all[run + 1].start - x <= x - (to.all[run].end - 1) { run += 1 }
          let steps = max(to.all[run].start - x, x - (to.all[run].end - 1), 0)
          let distance = Float(steps) * spacing
          squares[i + place * width] = distance * distance
        }
        at = end
      }
    }
    return (squares, isFilled)
  }

  /// Along k, at the columns that ask.
  private func columns(_ slices: [Float], _ holding: [Int], _ size: (i: Int, j: Int, k: Int)) -> [Float] {
    guard size.k > 1 || holding.count > 1 || asking.first.k != asked.first.k else {
      // One slice on both sides: nothing is left to do.
      return inOrder { i, j, _ in slices[i + j * size.i] }
    }
    var asks = [Bool](repeating: false, count: size.i * size.j)
    for run in from.all {
      let row = (Int(run.row) % grid.size.j - asking.first.j) * size.i - asking.first.i
      for i in run.start..<run.end { asks[row + Int(i)] = true }
    }
    let plane = size.i * size.j
    var values = [Float](repeating: .infinity, count: plane * size.k)
    var envelope = LowerEnvelope(most: max(holding.last ?? 0, 0) + 1, spacing: grid.lengths.z)
    slices.withUnsafeBufferPointer { slices in
      values.withUnsafeMutableBufferPointer { values in
        for column in 0..<plane where asks[column] {
          envelope.make(of: holding, base: asked.first.k - asking.first.k) { slices[column + $0 * plane] }
          envelope.read(0..<size.k) { values[column + $0 * plane] = $1 }
        }
      }
    }
    return inOrder { i, j, k in values[i + j * size.i + k * plane] }
  }

  /// The values of the voxels that ask, by their place in the box.
  private func inOrder(_ value: (_ i: Int, _ j: Int, _ k: Int) -> Float) -> [Float] {
    var found: [Float] = []
    found.reserveCapacity(from.voxelCount)
    for run in from.all {
      let (j, k) = (Int(run.row) % grid.size.j - asking.first.j, Int(run.row) / grid.size.j - asking.first.k)
      for i in run.start..<run.end { found.append(value(Int(i) - asking.first.i, j, k)) }
    }
    return found
  }
}

/// The lower envelope of parabolas over one line, made from values at some places and read at others.
private struct LowerEnvelope {
  /// The squared distance of neighbouring places.
  private let square: Double
  private let inverse: Double
  private var places: [Double]
  /// Heights in units of squared steps, with the square of the place.
  private var lifted: [Double]
  /// From where on each parabola is the lowest.
  private var bounds: [Double]
  private let halves: [Double]
  private var last = -1

  /// - Parameter most: how many places there are at most.
  init(most: Int, spacing: Double) {
    square = spacing * spacing
    inverse = 1 / square
    places = Array(repeating: 0, count: most)
    lifted = Array(repeating: 0, count: most)
    bounds = Array(repeating: 0, count: most + 1)
    halves = (0...most).map { 0.5 / Double($0) }
  }

  /// - Parameters:
  ///   - indices: where there are values, ascending.
  ///   - base: what is added to an index for its place on the line that is read.
  @inline(__always)
  mutating func make(of indices: [Int], base: Int, _ value: (Int) -> Float) {
    last = -1
    for index in indices {
      let place = Double(index + base)
      let height = Double(value(index)) * inverse + place * place
      while last >= 0 {
        let meets = (height - lifted[last]) * halves[Int(place - places[last])]
        if meets > bounds[last] {
          bounds[last + 1] = meets
          break
        }
        last -= 1
      }
      if last < 0 { bounds[0] = -.infinity }
      last += 1
      (places[last], lifted[last]) = (place, height)
    }
    bounds[last + 1] = .infinity
  }

  /// Reads at whole places.
  @inline(__always)
  func read(_ range: Range<Int>, _ take: (Int, Float) -> Void) {
    var at = 0
    for q in range {
      while bounds[at + 1] < Double(q) { at += 1 }
      let steps = Double(q) - places[at]
      take(q, Float((lifted[at] - places[at] * places[at] + steps * steps) * square))
    }
  }
}
