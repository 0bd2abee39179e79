internal import Volume

/// The connected pieces of a structure, with their voxels.
struct StructurePieces {
  private struct Member {
    var runs = Runs()
    /// Sums of the voxels' indices.
    var sums = SIMD3<Double>.zero
    var voxels = 0
  }

  /// In the order of their first runs.
  private let pieces: [Member]
  private let grid: Grid

  /// - Parameter least: the share of the whole that a piece must hold, 0…1.
  init(_ runs: Runs, least: Double, on grid: Grid) {
    var numbers: [Int: Int] = [:]
    var found: [Member] = []
    for (run, root) in zip(runs.all, connect(runs.all, .corners, grid: grid)) {
      let number = numbers[root] ?? found.count
      if number == found.count {
        numbers[root] = number
        found.append(Member())
      }
      let count = Double(run.count)
      found[number].runs.append(run)
      found[number].voxels += run.count
      found[number].sums += SIMD3(
        count * Double(Int(run.start) + Int(run.end) - 1) / 2, count * Double(Int(run.row) % grid.size.j),
        count * Double(Int(run.row) / grid.size.j))
    }
    let total = found.reduce(0) { $0 + $1.voxels }
    pieces = found.filter { Double($0.voxels) >= least * Double(total) }
    self.grid = grid
  }

  /// The n-th piece in an order; none where there are fewer. Equal ones come in the order of their first runs.
  func piece(_ choice: PieceChoice, number: Int) throws(RecipeProblem) -> Runs {
    var rank: [Double] = []
    for piece in pieces { rank.append(try Self.rank(piece, by: choice, on: grid)) }
    let order = pieces.indices.sorted { (-rank[$0], $0) < (-rank[$1], $1) }
    return number <= order.count ? pieces[order[number - 1]].runs : Runs()
  }

  private static func rank(_ piece: Member, by choice: PieceChoice, on grid: Grid) throws(RecipeProblem) -> Double {
    let mean = piece.sums / Double(piece.voxels)
    if let side = choice.imageSide { return side.isLast ? mean[side.axis] : -mean[side.axis] }
    guard let direction = choice.direction else { return Double(piece.voxels) }
    guard let affine = grid.affine else {
      throw RecipeProblem(clause: "the file does not say how it lies in the patient")
    }
    let point = affine.patient(VoxelPoint(mean.x, mean.y, mean.z))
    return direction.sign * [point.x, point.y, point.z][direction.axis]
  }
}
