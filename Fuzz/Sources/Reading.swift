import Formats
import Foundation
import Volume

/// Reads bytes as masks, headers and images of some formats, and holds what comes out against what readers promise.
enum Reading {
  /// Little, so that what asks for much is found by its refusal.
  private static let budget = ReadBudget(bytes: 64 << 20)

  static func all(_ formats: [any Format.Type], _ bytes: [UInt8]) {
    for format in formats {
      attempt { try check(format.readMask(InputFile(bytes: bytes, budget: budget)).segmentation) }
      attempt { check(try format.readHeader(InputFile(bytes: bytes, budget: budget)).grid) }
      attempt {
        let image = try format.readImage(InputFile(bytes: bytes, budget: budget))
        check(image.grid)
        precondition(image.values.count == image.grid.count * image.channels)
      }
    }
  }

  /// Whether one of some formats reads a mask or an image in the bytes.
  static func isSound(_ formats: [any Format.Type], _ bytes: [UInt8]) -> Bool {
    formats.contains { format in
      (try? format.readMask(InputFile(bytes: bytes, budget: budget))) != nil
        || (try? format.readImage(InputFile(bytes: bytes, budget: budget))) != nil
    }
  }

  private static func attempt(_ read: () throws -> Void) {
    do {
      try read()
    } catch let error as ReadError {
      precondition(!error.message.isEmpty && !error.code.name.isEmpty, "an error says why")
    } catch {
      preconditionFailure("readers throw ReadError, not \(error)")
    }
  }

  private static func check(_ grid: Grid) {
    precondition(grid.size.i > 0 && grid.size.j > 0 && grid.size.k > 0)
    precondition(grid.spacing.map { $0.x > 0 && $0.y > 0 && $0.z > 0 && ($0.x * $0.y * $0.z).isFinite } ?? true)
  }

  /// Runs lie on the grid, in order, and do not overlap.
  private static func check(_ segmentation: Segmentation) throws {
    check(segmentation.grid)
    for structure in segmentation.structures {
      var last: Run?
      for run in structure.runs.all {
        precondition(run.row >= 0 && Int(run.row) < segmentation.grid.rows)
        precondition(run.start >= 0 && run.start < run.end && Int(run.end) <= segmentation.grid.size.i)
        if let last { precondition(last.row < run.row || last.row == run.row && last.end <= run.start) }
        last = run
      }
    }
  }
}

/// What a writer writes.
func written(_ ending: String, _ write: (String) throws -> Void) throws -> [UInt8] {
  let path = FileManager.default.temporaryDirectory.appending(path: "seed-\(UUID().uuidString)\(ending)").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  try write(path)
  return [UInt8](try Data(contentsOf: URL(filePath: path)))
}

/// Two structures on a small oblique grid.
let sample = Segmentation(
  grid: Grid(
    size: VoxelIndex(5, 4, 3),
    affine: Affine(
      columns: [SIMD3(-0.8, 0.6, 0), SIMD3(-0.6, -0.8, 0), SIMD3(0, 0, 2)], origin: SIMD3(1, 2, 3))),
  structures: [
    Structure(
      value: 1, name: "liver", codes: ["SCT:10200004"],
      runs: Runs(ordered: [Run(row: 0, start: 1, end: 4), Run(row: 5, start: 0, end: 5)])),
    Structure(
      value: 2, name: "spleen", runs: Runs(ordered: [Run(row: 1, start: 0, end: 2), Run(row: 11, start: 3, end: 5)])),
  ])

/// The same as a picture.
let picture = Segmentation(
  grid: Grid(size: VoxelIndex(12, 9, 1), spacing: nil),
  structures: [Structure(value: 1, name: nil, runs: Runs(ordered: [Run(row: 2, start: 3, end: 8)]))])

func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }
