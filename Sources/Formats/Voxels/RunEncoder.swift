internal import Volume

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Collects the runs of a label map while its rows go by; the voxel array is never built.
///
/// Values are compared as raw bits, whole machine words at a time, and decoded only where they change. Cost: one pass
/// over the bytes of a row, plus one look-up per run.
struct RunEncoder {
  private let decoder: LabelDecoder
  private let grid: Grid
  private var row = 0
  /// Label value to place in `runs`; background is -1.
  private var places: [Int: Int] = [0: -1]
  private var values: [Int] = []
  /// All runs in the order of the file.
  private var found: [Found] = []
  /// Where the runs of the last row begin.
  private var lastRow = 0
  /// What raw bits stand for: the place of their label. A table for the bits that labels mostly have, else a
  /// dictionary.
  private var table: [Int]
  private var allowance: RunAllowance
  private var decoded: [UInt64: Int] = [:]

  private struct Found {
    var run: Run
    let place: Int32
  }

  private static let unknown = -2

  /// - Parameter tableSize: for how many bit patterns a table is kept; less where there are many encoders.
  init(decoder: LabelDecoder, grid: Grid, budget: ReadBudget, tableSize: Int = 1 << 12) {
    self.decoder = decoder
    self.grid = grid
    table = [Int](repeating: Self.unknown, count: tableSize)
    allowance = RunAllowance(budget)
  }

  /// The number of runs so far.
  var runCount: Int { found.count }

  /// Takes the bytes of the next whole rows.
  mutating func encode(rows bytes: UnsafeRawBufferPointer) throws {
    switch decoder.storage.width {
    case 1: try encode(bytes, as: UInt8.self)
    case 2: try encode(bytes, as: UInt16.self)
    case 4: try encode(bytes, as: UInt32.self)
    default: try encode(bytes, as: UInt64.self)
    }
  }

  /// The structures found, without names. Cost: one pass over the runs, which are dealt out by label.
  consuming func structures() -> [(value: Int, runs: Runs)] {
    var counts = [Int](repeating: 0, count: values.count)
    for one in found { counts[Int(one.place)] += 1 }
    var runs: [[Run]] = counts.map { count in
      var list: [Run] = []
      list.reserveCapacity(count)
      return list
    }
    for one in found { runs[Int(one.place)].append(one.run) }
    return zip(values, runs).map { ($0, Runs(ordered: $1)) }.sorted { $0.value < $1.value }
  }

  private mutating func encode<Raw: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawBufferPointer, as type: Raw.Type
  ) throws {
    guard let base = bytes.baseAddress else { return }
    let width = grid.size.i
    let stride = width * MemoryLayout<Raw>.size
    for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
      let line = base + start
      // Many rows repeat the one before (nothing but background, mostly): their runs are known.
      if start > 0, memcmp(line, line - stride, stride) == 0 {
        let again = lastRow..<found.count
        lastRow = found.count
        for at in again {
          try allowance.add()
          found.append(found[at])
          found[found.count - 1].run.row = Int32(truncatingIfNeeded: row)
        }
      } else {
        try encode(row: line, width: width, as: type)
      }
      row += 1
    }
  }

  @inline(__always)
  private mutating func encode<Raw: FixedWidthInteger & UnsignedInteger>(
    row line: UnsafeRawPointer, width: Int, as type: Raw.Type
  ) throws {
    lastRow = found.count
    var from = 0
    while from < width {
      let bits = line.loadUnaligned(fromByteOffset: from * MemoryLayout<Raw>.size, as: Raw.self)
      let end = Self.endOfRun(line, from: from + 1, to: width, bits: bits)
      let place = try place(of: UInt64(bits), at: from)
      if place >= 0 { try append(from, end, to: place) }
      from = end
    }
  }

  /// The first index that holds other bits. Compares 32 bytes at a time; where they differ, picks the first word that
  /// does without branching.
  @inline(__always)
  private static func endOfRun<Raw: FixedWidthInteger & UnsignedInteger>(
    _ line: UnsafeRawPointer, from: Int, to width: Int, bits: Raw
  ) -> Int {
    let size = MemoryLayout<Raw>.size
    let lanes = 8 / size
    var pattern = UInt64(truncatingIfNeeded: bits)
    var filled = Raw.bitWidth
    while filled < 64 {
      pattern |= pattern << UInt64(filled)
      filled *= 2
    }
    func difference(_ at: Int) -> UInt64 {
      line.loadUnaligned(fromByteOffset: at &* size, as: UInt64.self) ^ pattern
    }
    var at = from
    while at &+ 4 &* lanes <= width {
      let (a, b, c, d) = (
        difference(at), difference(at &+ lanes), difference(at &+ 2 &* lanes), difference(at &+ 3 &* lanes)
      )
      if (a | b) | (c | d) != 0 {
        let (low, lowAt) = a != 0 ? (a, 0) : (b, lanes)
        let (high, highAt) = c != 0 ? (c, 2 &* lanes) : (d, 3 &* lanes)
        let (word, wordAt) = a | b != 0 ? (low, lowAt) : (high, highAt)
        return at &+ wordAt &+ UInt64(littleEndian: word).trailingZeroBitCount / Raw.bitWidth
      }
      at &+= 4 &* lanes
    }
    while at < width, line.loadUnaligned(fromByteOffset: at &* size, as: Raw.self) == bits { at &+= 1 }
    return at
  }

  @inline(__always)
  private mutating func append(_ start: Int, _ end: Int, to place: Int) throws {
    let place = Int32(truncatingIfNeeded: place)
    let run = Run(
      row: Int32(truncatingIfNeeded: row), start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
    // Two bit patterns may stand for one label (0.9999 and 1): join them.
    if let last = found.last, last.place == place, last.run.end == run.start, last.run.row == run.row {
      found[found.count - 1].run.end = run.end
    } else {
      try allowance.add()
      found.append(Found(run: run, place: place))
    }
  }

  @inline(__always)
  private mutating func place(of bits: UInt64, at column: Int) throws -> Int {
    if bits < UInt64(table.count) {
      let known = table[Int(truncatingIfNeeded: bits)]
      if known != Self.unknown { return known }
    } else if let known = decoded[bits] {
      return known
    }
    return try newPlace(of: bits, at: column)
  }

  private mutating func newPlace(of bits: UInt64, at column: Int) throws -> Int {
    let (row, height) = (row, grid.size.j)
    let label = try decoder.label(bits, at: VoxelIndex(column, row % height, row / height))
    let place = try place(ofLabel: label)
    if bits < UInt64(table.count) { table[Int(truncatingIfNeeded: bits)] = place } else { decoded[bits] = place }
    return place
  }

  private mutating func place(ofLabel label: Int) throws -> Int {
    if let known = places[label] { return known }
    guard values.count < LabelDecoder.mostLabels else {
      throw ReadError(
        code: .notAMask,
        message:
          "the file holds more than \(LabelDecoder.mostLabels) different values: this looks like an image, not a mask.")
    }
    places[label] = values.count
    values.append(label)
    return values.count - 1
  }
}
