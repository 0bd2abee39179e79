import Geometry
import Testing
import Volume

/// Hulls against a definition: a lattice point lies in the hull exactly where no line through two points of the set has
/// it strictly on the other side of all of them.
@Suite struct `Filling up to the hull` {
  private func runs(_ rows: [String]) -> (Runs, Grid) {
    var all: [Run] = []
    for (j, row) in rows.enumerated() {
      for (i, letter) in row.enumerated() where letter == "#" {
        all.append(Run(row: Int32(j), start: Int32(i), end: Int32(i + 1)))
      }
    }
    return (
      Runs(merging: all),
      Grid(size: VoxelIndex(rows.first?.count ?? 0, rows.count, 1), spacing: nil)
    )
  }

  private func points(_ runs: Runs) -> Set<SIMD2<Int>> {
    Set(runs.all.flatMap { run in (Int(run.start)..<Int(run.end)).map { SIMD2($0, Int(run.row)) } })
  }

  /// Whether a point lies in the hull of others, by all lines through two of them.
  private func isInHull(_ point: SIMD2<Int>, of others: Set<SIMD2<Int>>) -> Bool {
    func side(_ a: SIMD2<Int>, _ b: SIMD2<Int>, _ c: SIMD2<Int>) -> Int {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    for a in others {
      for b in others where a != b && others.allSatisfy({ side(a, b, $0) >= 0 }) {
        // Beyond a line that has all others on its left.
        if side(a, b, point) < 0 { return false }
        // On a line that holds all others, beyond its ends.
        if side(a, b, point) == 0, others.allSatisfy({ side(a, b, $0) == 0 }) {
          let line = others.map { [$0.x, $0.y] }.sorted { $0.lexicographicallyPrecedes($1) }
          let at = [point.x, point.y]
          return !at.lexicographicallyPrecedes(line[0]) && !line[line.count - 1].lexicographicallyPrecedes(at)
        }
      }
    }
    return others.count > 1 || others.contains(point)
  }

  @Test(arguments: [
    ["........", ".####...", ".####...", ".##.....", ".##.....", ".######.", "........"],
    ["#.......", ".#......", "..#.....", "...####.", "..#.....", ".#......"],
    ["...#....", "..##....", ".#.#.#..", "...###..", "....#..."],
    ["#"], ["###"], ["#", "#", "#"],
  ])
  func `takes the lattice points of the hull and no other`(rows: [String]) {
    let (mask, grid) = runs(rows)
    let own = points(mask)
    let filled = points(mask.hullFilled(on: grid))
    for j in 0..<grid.size.j {
      for i in 0..<grid.size.i {
        let point = SIMD2(i, j)
        #expect(filled.contains(point) == isInHull(point, of: own), "\(point)")
      }
    }
  }

  @Test func `leaves pieces and slices apart`() {
    let (mask, grid) = runs(["##....##", "#......#"])
    #expect(mask.hullFilled(on: grid) == mask)
    let deep = Grid(size: VoxelIndex(4, 1, 3), spacing: nil)
    let stacked = Runs(ordered: [
      Run(row: 0, start: 0, end: 1), Run(row: 1, start: 1, end: 2), Run(row: 2, start: 3, end: 4),
    ])
    #expect(stacked.hullFilled(on: deep) == stacked)
  }
}
