internal import Volume

/// The squared distances from the voxels of one set to the nearest voxel of another, where each fills a box of its own.
/// Exact up to single precision. Axes are taken as perpendicular.
///
/// As `SquaredDistances` one axis after the other, by lower envelopes of parabolas (Felzenszwalb and Huttenlocher 2012,
/// Theory of Computing 8:415), but never over the box around both: what is looked for is known along the axes that are
/// done in the box of those that ask, and along the others in the box of those that are asked for. Along the last axis
/// envelopes are made at columns that ask alone, and read there alone. Of j and k the one comes first that leaves fewer
/// columns.
struct NearestSquares {
  private let from: Runs
  private let to: Runs
  private let asking: VoxelBox
  private let asked: VoxelBox
  private let grid: Grid
  /// Sizes of the boxes: along i, along the axis that is done second, and along the last.
  private let a: Sizes
  private let b: Sizes
  private let isJSecond: Bool

  private struct Sizes {
    let i: Int
    let second: Int
    let last: Int
  }

  /// - Parameters:
  ///   - asking: the box of `from`.
  ///   - asked: the box of `to`.
  init(from: Runs, in asking: VoxelBox, to: Runs, in asked: VoxelBox, on grid: Grid) {
    (self.from, self.to, self.asking, self.asked, self.grid) = (from, to, asking, asked, grid)
    let (a, b) = (Self.size(asking), Self.size(asked))
    isJSecond = a.j * b.k <= a.k * b.j
    self.a = isJSecond ? Sizes(i: a.i, second: a.j, last: a.k) : Sizes(i: a.i, second: a.k, last: a.j)
    self.b = isJSecond ? Sizes(i: b.i, second: b.j, last: b.k) : Sizes(i: b.i, second: b.k, last: b.j)
  }

  private static func size(_ box: VoxelBox) -> VoxelIndex {
    VoxelIndex(box.last.i - box.first.i + 1, box.last.j - box.first.j + 1, box.last.k - box.first.k + 1)
  }

  /// How many elements the passes write.
  static func cost(asking: VoxelBox, asked: VoxelBox) -> Int {
    let (a, b) = (size(asking), size(asked))
    return a.i * b.j * b.k + a.i * min(a.j * b.k, a.k * b.j)
  }

  /// Where a row of the grid lies in a box, along the second axis and along the last.
  @inline(__always)
  private func place(_ row: Int32, in box: VoxelBox) -> (second: Int, last: Int) {
    let (j, k) = (Int(row) % grid.size.j - box.first.j, Int(row) / grid.size.j - box.first.k)
    return isJSecond ? (j, k) : (k, j)
  }

  /// In the order of the runs that ask.
  func values() -> [Float] {
    let (spacing, plane) = (grid.lengths, a.i * a.second)
    let bases = (j: asked.first.j - asking.first.j, k: asked.first.k - asking.first.k)
    let rows = alongRows(spacing: Float(spacing.x))
    // Along the second axis, in each plane of those that are asked for: only rows with voxels have finite values.
    var slices = [Float](repeating: .infinity, count: plane * b.last)
    var second = LowerEnvelope(most: b.second, spacing: isJSecond ? spacing.y : spacing.z)
    var holding: [Int] = []
    for last in 0..<b.last {
      let filled = (0..<b.second).filter { rows.isFilled[$0 + last * b.second] }
      guard !filled.isEmpty else { continue }
      holding.append(last)
      rows.squares.withUnsafeBufferPointer { rows in
        slices.withUnsafeMutableBufferPointer { slices in
          for i in 0..<a.i {
            let (column, line) = (i + last * b.second * a.i, i + last * plane)
            second.make(of: filled, base: isJSecond ? bases.j : bases.k) { rows[column + $0 * a.i] }
            second.read(0..<a.second) { slices[line + $0 * a.i] = $1 }
          }
        }
      }
    }
    // Along the last, at the columns and places that ask.
    let questions = questions(plane)
    var last = LowerEnvelope(most: b.last, spacing: isJSecond ? spacing.z : spacing.y)
    return [Float](unsafeUninitializedCapacity: questions.order.count) { found, count in
      count = questions.order.count
      slices.withUnsafeBufferPointer { slices in
        for column in 0..<plane where questions.starts[column] < questions.starts[column + 1] {
          last.make(of: holding, base: isJSecond ? bases.k : bases.j) { slices[column + $0 * plane] }
          last.read(questions.order[questions.starts[column]..<questions.starts[column + 1]]) { found[$0] = $1 }
        }
      }
    }
  }

  /// A voxel that asks: its place on its column, and its place among all.
  fileprivate struct Question {
    let at: Int32
    let number: Int32
  }

  /// The voxels that ask, column by column, along each from its first place to its last; and where columns start.
  private func questions(_ plane: Int) -> (order: [Question], starts: [Int]) {
    var starts = [Int](repeating: 0, count: plane + 2)
    for run in from.all {
      let first = place(run.row, in: asking).second * a.i - asking.first.i
      for i in run.start..<run.end { starts[first + Int(i) + 2] += 1 }
    }
    for column in 0...plane { starts[column + 1] += starts[column] }
    var order = [Question](repeating: Question(at: 0, number: 0), count: from.voxelCount)
    var number: Int32 = 0
    for run in from.all {
      let (second, last) = place(run.row, in: asking)
      let first = second * a.i - asking.first.i
      for i in run.start..<run.end {
        order[starts[first + Int(i) + 1]] = Question(at: Int32(last), number: number)
        starts[first + Int(i) + 1] += 1
        number += 1
      }
    }
    return (order, starts)
  }

  /// Along i: each row's distances to its own voxels, at the indices of those that ask.
  private func alongRows(spacing: Float) -> (squares: [Float], isFilled: [Bool]) {
    var squares = [Float](repeating: .infinity, count: a.i * b.second * b.last)
    var isFilled = [Bool](repeating: false, count: b.second * b.last)
    let first = Int32(asking.first.i)
    squares.withUnsafeMutableBufferPointer { squares in
      to.all.withUnsafeBufferPointer { runs in
        var at = 0
        while at < runs.count {
          // The runs of one row, in their order.
          let row = runs[at].row
          var end = at + 1
          while end < runs.count, runs[end].row == row { end += 1 }
          let (second, last) = place(row, in: asked)
          let line = second + last * b.second
          isFilled[line] = true
          var run = at
          for i in 0..<a.i {
            let x = first + Int32(i)
            // The next run is nearer as soon as its start is nearer than the end of this one.
            while run + 1 < end, runs[run + 1].start - x <= x - (runs[run].end - 1) { run += 1 }
            let distance = Float(max(runs[run].start - x, x - (runs[run].end - 1), 0)) * spacing
            squares[i + line * a.i] = distance * distance
          }
          at = end
        }
      }
    }
    return (squares, isFilled)
  }
}

/// The lower envelope of parabolas over one line, made from values at some places and read at others.
private struct LowerEnvelope {
  /// A parabola that is the lowest somewhere.
  private struct Parabola {
    let place: Double
    /// The height in units of squared steps, with the square of the place.
    let lifted: Double
    /// From where on it is the lowest.
    let from: Double
  }

  /// The squared distance of neighbouring places.
  private let square: Double
  private let inverse: Double
  private var parabolas: [Parabola]
  /// One over twice a number of steps: divisions take longer than all else.
  private let halves: [Double]
  private var last = -1

  /// - Parameter most: how many values there are at most, and from the first to the last of them.
  init(most: Int, spacing: Double) {
    square = spacing * spacing
    inverse = 1 / square
    parabolas = Array(repeating: Parabola(place: 0, lifted: 0, from: 0), count: most)
    halves = (0...most).map { 0.5 / Double($0) }
  }

  /// - Parameters:
  ///   - indices: where there are values, ascending.
  ///   - base: what is added to an index for its place on the line that is read.
  @inline(__always)
  mutating func make(of indices: [Int], base: Int, _ value: (Int) -> Float) {
    var last = -1
    parabolas.withUnsafeMutableBufferPointer { parabolas in
      halves.withUnsafeBufferPointer { halves in
        for index in indices {
          let place = Double(index + base)
          let lifted = Double(value(index)) * inverse + place * place
          var from = -Double.infinity
          while last >= 0 {
            let before = parabolas[last]
            let meets = (lifted - before.lifted) * halves[Int(place - before.place)]
            if meets > before.from {
              from = meets
              break
            }
            last -= 1
          }
          last += 1
          parabolas[last] = Parabola(place: place, lifted: lifted, from: from)
        }
      }
    }
    self.last = last
  }

  @inline(__always)
  private func value(_ parabola: Parabola, at q: Double) -> Float {
    let steps = q - parabola.place
    return Float((parabola.lifted - parabola.place * parabola.place + steps * steps) * square)
  }

  /// Reads at whole places.
  @inline(__always)
  func read(_ range: Range<Int>, _ take: (Int, Float) -> Void) {
    parabolas.withUnsafeBufferPointer { parabolas in
      var at = 0
      for q in range {
        while at < last, parabolas[at + 1].from < Double(q) { at += 1 }
        take(q, value(parabolas[at], at: Double(q)))
      }
    }
  }

  /// Reads where there are questions, ascending, and hands the answers to their numbers.
  @inline(__always)
  func read(_ questions: ArraySlice<NearestSquares.Question>, _ take: (Int, Float) -> Void) {
    parabolas.withUnsafeBufferPointer { parabolas in
      var at = 0
      for question in questions {
        let q = Double(question.at)
        while at < last, parabolas[at + 1].from < q { at += 1 }
        take(Int(question.number), value(parabolas[at], at: q))
      }
    }
  }
}
