import Geometry
import Testing
import Volume

@testable import SegWarden

/// Repairs of masks whose sound form is known, since the fault was made of it.
@Suite struct `Repairs that are tried` {
  private let grid = Grid(size: VoxelIndex(40, 40, 12), spacing: SIMD3(1, 1, 2))

  private func box(_ i: Range<Int>, _ j: Range<Int>, _ k: Range<Int>) -> Runs {
    Runs(
      merging: k.flatMap { k in
        j.map { Run(row: Int32($0 + 40 * k), start: Int32(i.lowerBound), end: Int32(i.upperBound)) }
      })
  }

  private func made(_ faulty: Runs, beside others: Runs = Runs()) -> [RepairCandidates.Candidate] {
    RepairCandidates(of: faulty, beside: others, image: nil, on: grid).all
  }

  @Test(arguments: [
    "fill-slices", "fill-holes", "fill-hull", "keep-largest-component", "drop-small-components", "open", "close",
  ])
  func `give the sound mask back where they fit the fault`(name: String) {
    let sound = box(8..<28, 8..<28, 2..<10)
    let pair = sound.union(box(32..<36, 2..<38, 2..<10))
    let (truth, faulty): (Runs, Runs) =
      switch name {
      case "fill-slices": (sound, sound.subtracting(box(0..<40, 0..<40, 5..<7)))
      case "fill-holes": (sound, sound.subtracting(box(14..<18, 14..<18, 4..<6)))
      case "fill-hull": (sound, sound.subtracting(box(8..<14, 14..<20, 2..<10)))
      case "keep-largest-component": (sound, sound.union(box(30..<38, 30..<38, 2..<10)))
      // Of two that belong together neither is dropped.
      case "drop-small-components": (pair, pair.union(box(2..<4, 2..<4, 2..<4)))
      case "open": (sound, sound.union(box(28..<36, 16..<18, 5..<6)))
      default: (sound, sound.subtracting(box(16..<17, 8..<20, 2..<10)))
      }
    let found = made(faulty).filter { $0.name == name }
    let least = found.map { $0.runs.symmetricDifference(truth).voxelCount }.min()
    let before = faulty.symmetricDifference(truth).voxelCount
    #expect(before > 0)
    if name == "open" || name == "close" {
      // Balls round corners off, and what is as wide as they stays.
      #expect(
        found.contains {
          $0.runs.intersection(faulty.symmetricDifference(truth)).voxelCount != (name == "open" ? before : 0)
        })
    } else {
      #expect(least == 0)
    }
  }

  @Test func `only add or only take away, and leave others' voxels alone`() {
    let (faulty, other) = (box(8..<20, 8..<28, 2..<10), box(20..<30, 8..<28, 2..<10))
    let all = made(faulty, beside: other)
    #expect(Set(all.map(\.direction)) == [.adds, .removes])
    #expect(Set(all.map(\.runs)).count == all.count)
    for candidate in all {
      let isAdded = candidate.direction == .adds
      #expect(candidate.runs.intersection(other).isEmpty, "\(candidate.name)")
      #expect(candidate.runs.subtracting(faulty).isEmpty != isAdded, "\(candidate.name)")
      #expect(faulty.subtracting(candidate.runs).isEmpty == isAdded, "\(candidate.name)")
    }
  }

  @Test func `there are none of nothing`() { #expect(made(Runs()).isEmpty) }
}
