package import Volume

/// How a structure is made of an export's own ones, by their places.
package indirect enum StructureRecipe: Hashable, Sendable {
  case own(StructurePlace)
  case union([StructureRecipe])
  case intersection([StructureRecipe])
  /// The first without the others.
  case difference(StructureRecipe, without: [StructureRecipe])
  /// A connected piece (26 neighbours, 8 in two dimensions), counted from 1, of those that hold at least a share of the
  /// whole.
  case piece(StructureRecipe, PieceChoice, number: Int, least: Double)
  /// With the background that it encloses (6 neighbours, 4 in two dimensions).
  case filled(StructureRecipe)
  /// What lies on one side of the mid-sagittal plane, by the centres of the voxels.
  case half(StructureRecipe, isLeft: Bool)

  /// The recipe in one word, by which stored answers know it.
  package var key: String {
    func list(_ parts: [StructureRecipe]) -> String { parts.map(\.key).joined(separator: ",") }
    return switch self {
    case .own(let place): "\(place)"
    case .union(let parts): "union(\(list(parts)))"
    case .intersection(let parts): "intersection(\(list(parts)))"
    case .difference(let whole, let parts): "difference(\(list([whole] + parts)))"
    case .piece(let whole, let choice, let number, let least):
      "component(\(whole.key),\(choice.rawValue),\(number),\(least))"
    case .filled(let whole): "filled(\(whole.key))"
    case .half(let whole, let isLeft): "half(\(whole.key),\(isLeft ? "left" : "right"))"
    }
  }

  /// Makes the structure. Cost: the runs; of `half` that of the mid-sagittal plane.
  package func made(in scene: Scene) -> DerivedStructure {
    do throws(RecipeProblem) {
      return DerivedStructure(key: key, runs: try runs(in: scene))
    } catch {
      return DerivedStructure(key: key, runs: Runs(), problem: error.clause)
    }
  }

  private func runs(in scene: Scene) throws(RecipeProblem) -> Runs {
    switch self {
    case .own(let place): return scene.runs(place)
    case .union(let parts): return try Self.joined(parts, in: scene)
    case .intersection(let parts):
      guard let first = parts.first else { return Runs() }
      var shared = try first.runs(in: scene)
      for part in parts.dropFirst() { shared = shared.intersection(try part.runs(in: scene)) }
      return shared
    case .difference(let whole, let parts):
      return try whole.runs(in: scene).subtracting(try Self.joined(parts, in: scene))
    case .piece(let whole, let choice, let number, let least):
      let pieces = StructurePieces(try whole.runs(in: scene), least: least, on: scene.grid)
      return try pieces.piece(choice, number: number)
    case .filled(let whole):
      let runs = try whole.runs(in: scene)
      return runs.union(runs.enclosed(background: .faces, on: scene.grid))
    case .half(let whole, let isLeft):
      guard let plane = scene[MidSagittalPlane()] else {
        throw RecipeProblem(clause: "nothing tells where the midline is")
      }
      return Self.half(of: try whole.runs(in: scene), plane, isLeft: isLeft, on: scene.grid)
    }
  }

  private static func joined(_ parts: [StructureRecipe], in scene: Scene) throws(RecipeProblem) -> Runs {
    var joined = Runs()
    for part in parts { joined = joined.union(try part.runs(in: scene)) }
    return joined
  }

  /// The offset from the plane is linear along a row, so a row is cut at one place. The plane itself is on the right.
  private static func half(of runs: Runs, _ plane: MidSagittalPlane.Plane, isLeft: Bool, on grid: Grid) -> Runs {
    guard let affine = grid.affine else { return Runs() }
    var kept = Runs()
    for run in runs.all {
      let (j, k) = (Int(run.row) % grid.size.j, Int(run.row) / grid.size.j)
      func isKept(_ i: Int32) -> Bool {
        let offset = plane.offset(of: affine.patient(VoxelPoint(Double(i), Double(j), Double(k))))
        return (offset < 0) == isLeft
      }
      let (first, last) = (isKept(run.start), isKept(run.end - 1))
      if first == last {
        if first { kept.append(run) }
        continue
      }
      var (low, high) = (run.start, run.end - 1)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if isKept(middle) == first { low = middle } else { high = middle }
      }
      kept.append(first ? Run(row: run.row, start: run.start, end: high) : Run(row: run.row, start: high, end: run.end))
    }
    return kept
  }
}

/// Why a structure cannot be made.
struct RecipeProblem: Error {
  let clause: String
}
