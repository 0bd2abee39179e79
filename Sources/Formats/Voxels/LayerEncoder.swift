internal import Volume

/// Collects the runs of several label maps whose values lie side by side in each voxel (layers), while the rows go by.
///
/// Cost: one pass over the bytes for each layer. Memory: the runs, and one layer of the rows at hand.
struct LayerEncoder {
  private var encoders: [RunEncoder]
  private let budget: ReadBudget
  private let width: Int
  private var scratch: [UInt8] = []

  /// Bit patterns that each of many layers keeps a table for.
  private static let smallTable = 1 << 5

  /// - Parameter count: the number of layers, at least 1.
  init(count: Int, decoder: LabelDecoder, grid: Grid, budget: ReadBudget) throws {
    self.budget = budget
    width = decoder.storage.width
    if count <= 16 {
      encoders = (0..<count).map { _ in RunEncoder(decoder: decoder, grid: grid, budget: budget) }
    } else {
      encoders = (0..<count).map { _ in
        RunEncoder(decoder: decoder, grid: grid, budget: budget, tableSize: Self.smallTable)
      }
    }
  }

  /// Takes the bytes of the next whole rows.
  mutating func encode(rows bytes: UnsafeRawBufferPointer) throws {
    guard encoders.count > 1 else { return try encoders[0].encode(rows: bytes) }
    let (layers, width) = (encoders.count, width)
    let count = bytes.count / layers
    if scratch.count != count { scratch = [UInt8](repeating: 0, count: count) }
    for layer in encoders.indices {
      scratch.withUnsafeMutableBytes { target in
        switch width {
        case 1: Self.pick(layer, of: layers, from: bytes, as: UInt8.self, into: target)
        case 2: Self.pick(layer, of: layers, from: bytes, as: UInt16.self, into: target)
        case 4: Self.pick(layer, of: layers, from: bytes, as: UInt32.self, into: target)
        default: Self.pick(layer, of: layers, from: bytes, as: UInt64.self, into: target)
        }
      }
      try scratch.withUnsafeBytes { try encoders[layer].encode(rows: $0) }
    }
    let runs = encoders.reduce(0) { $0 + $1.runCount }
    try budget.check(ReadBudget.product(runs, 40), for: "the outlines of the structures (\(runs) runs)")
  }

  /// The structures found in each layer, without names.
  consuming func layers() -> [[(value: Int, runs: Runs)]] { encoders.map { $0.structures() } }

  private static func pick<Raw: FixedWidthInteger>(
    _ layer: Int, of layers: Int, from bytes: UnsafeRawBufferPointer, as type: Raw.Type,
    into target: UnsafeMutableRawBufferPointer
  ) {
    let size = MemoryLayout<Raw>.size
    for voxel in 0..<(target.count / size) {
      let raw = bytes.loadUnaligned(fromByteOffset: (voxel * layers + layer) * size, as: Raw.self)
      target.storeBytes(of: raw, toByteOffset: voxel * size, as: Raw.self)
    }
  }
}
