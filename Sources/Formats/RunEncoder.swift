internal import Volume

/// Collects the runs of a label map while its rows go by; the voxel array is never built.
///
/// Values are compared as raw bits, whole machine words at a time, and decoded only where they change. Cost: one pass over the bytes of a row, plus
/// one look-up per run.
struct RunEncoder {
  private let decoder: LabelDecoder
  private let grid: Grid
  private var row = 0
  /// Label value to place in `runs`; background is -1.
  private var places: [Int: Int] = [0: -1]
  private var values: [Int] = []
  private var runs: [[Run]] = []
  /// What raw bits stand for: the place of their label.
  private var decoded: [UInt64: Int] = [:]
  private var last: (bits: UInt64, place: Int)?

  init(decoder: LabelDecoder, grid: Grid) {
    self.decoder = decoder
    self.grid = grid
  }

  /// Takes the bytes of the next whole rows.
  mutating func encode(rows bytes: UnsafeRawBufferPointer) throws {
    switch decoder.storage.width {
    case 1: try encode(bytes, as: UInt8.self)
    case 2: try encode(bytes, as: UInt16.self)
    case 4: try encode(bytes, as: UInt32.self)
    default: try encode(bytes, as: UInt64.self)
    }
  }

  /// The structures found, without names.
  consuming func structures() -> [(value: Int, runs: Runs)] {
    zip(values, runs).map { ($0, Runs(ordered: $1)) }.sorted { $0.value < $1.value }
  }

  private mutating func encode<Raw: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawBufferPointer, as type: Raw.Type
  ) throws {
    guard let base = bytes.baseAddress else { return }
    let width = grid.size.i
    let stride = width * MemoryLayout<Raw>.size
    for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
      let line = base + start
      var from = 0
      while from < width {
        let bits = line.loadUnaligned(fromByteOffset: from * MemoryLayout<Raw>.size, as: Raw.self)
        let end = Self.endOfRun(line, from: from + 1, to: width, bits: bits)
        let place = try place(of: UInt64(bits), at: from)
        if place >= 0 { append(from, end, to: place) }
        from = end
      }
      row += 1
    }
  }

  /// The first index that holds other bits. Compares eight bytes at a time.
  @inline(__always)
  private static func endOfRun<Raw: FixedWidthInteger & UnsignedInteger>(
    _ line: UnsafeRawPointer, from: Int, to width: Int, bits: Raw
  ) -> Int {
    let lanes = 8 / MemoryLayout<Raw>.size
    var pattern = UInt64(truncatingIfNeeded: bits)
    var filled = Raw.bitWidth
    while filled < 64 {
      pattern |= pattern << UInt64(filled)
      filled *= 2
    }
    var at = from
    while at + lanes <= width {
      let word = line.loadUnaligned(fromByteOffset: at * MemoryLayout<Raw>.size, as: UInt64.self) ^ pattern
      if word != 0 { return at + UInt64(littleEndian: word).trailingZeroBitCount / Raw.bitWidth }
      at += lanes
    }
    while at < width, line.loadUnaligned(fromByteOffset: at * MemoryLayout<Raw>.size, as: Raw.self) == bits { at += 1 }
    return at
  }

  private mutating func append(_ start: Int, _ end: Int, to place: Int) {
    let row = Int32(truncatingIfNeeded: row)
    // Two bit patterns may stand for one label (0.9999 and 1): join them.
    if let previous = runs[place].last, previous.row == row, previous.end == Int32(truncatingIfNeeded: start) {
      runs[place][runs[place].count - 1].end = Int32(truncatingIfNeeded: end)
    } else {
      runs[place].append(Run(row: row, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end)))
    }
  }

  private mutating func place(of bits: UInt64, at column: Int) throws -> Int {
    if let last, last.bits == bits { return last.place }
    let place: Int
    if let known = decoded[bits] {
      place = known
    } else {
      let row = row
      let height = grid.size.j
      let label = try decoder.label(bits, at: VoxelIndex(column, row % height, row / height))
      place = try self.place(ofLabel: label)
      decoded[bits] = place
    }
    last = (bits, place)
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
    runs.append([])
    return values.count - 1
  }
}
