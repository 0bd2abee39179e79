extension RasterImage {
  /// Decodes a bitmap. Throws `ReadError`; pixels that are missing are an error.
  init(bmp file: InputFile) throws {
    let bytes = try file.rest()
    let header = try BMPHeader(bytes)
    let channels = header.bits <= 8 ? 1 : header.masks.count > 3 && header.masks[3] != 0 ? 4 : 3
    try file.claim(
      header.width * header.height, channels, ReadBudget.bytesPerSample(palette: header.bits <= 8),
      for: "the picture of \(header.width) × \(header.height) pixels")
    let stored: [UInt16]
    switch header.compression {
    case 1, 2: stored = try Self.runLengths(bytes, header)
    default: stored = try Self.plain(bytes, header, channels)
    }
    self.init(
      width: header.width, height: header.height, colours: header.bits <= 8 ? .palette(header.palette) : .rgb,
      bitDepth: 8, channels: channels, samples: stored)
  }

  private static func plain(_ bytes: [UInt8], _ header: BMPHeader, _ channels: Int) throws -> [UInt16] {
    let (width, height, bits) = (header.width, header.height, header.bits)
    // Rows are filled up to four bytes.
    let row = (width * bits + 31) / 32 * 4
    guard bytes.count - header.offset >= row * height else {
      throw ReadError(
        code: .truncated,
        message: "the header promises \(row * height) bytes of pixels, the file has \(bytes.count - header.offset). "
          + "Copy or export it again.")
    }
    let fields = header.masks.map(BitField.init)
    guard bits <= 8 || bits == 24 || fields.prefix(3).allSatisfy({ $0.mask != 0 }) else {
      throw ReadError(code: .damaged, message: "the header's masks leave a colour without bits.")
    }
    var samples: [UInt16] = []
    samples.reserveCapacity(width * height * channels)
    for y in 0..<height {
      let start = header.offset + (header.isTopDown ? y : height - 1 - y) * row
      for x in 0..<width {
        switch bits {
        case 1, 4, 8:
          let bit = x * bits
          let shift = 8 - bits - bit % 8
          samples.append(UInt16(bytes[start + bit / 8] >> UInt8(shift)) & UInt16((1 << bits) - 1))
        case 24:
          let at = start + 3 * x
          samples.append(UInt16(bytes[at + 2]))
          samples.append(UInt16(bytes[at + 1]))
          samples.append(UInt16(bytes[at]))
        default:
          let at = start + x * bits / 8
          let pixel = (0..<(bits / 8)).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
          for channel in 0..<channels { samples.append(fields[channel].level(in: pixel)) }
        }
      }
    }
    return samples
  }

  /// Colour numbers as counts and numbers in turn; what is passed over has the number 0.
  private static func runLengths(_ bytes: [UInt8], _ header: BMPHeader) throws -> [UInt16] {
    let (width, height) = (header.width, header.height)
    var samples = [UInt16](repeating: 0, count: width * height)
    var (x, y, at) = (0, 0, header.offset)
    func cutOff() -> ReadError {
      ReadError(code: .truncated, message: "the pixels end in the middle of a row (row \(y)). Copy or export it again.")
    }
    func put(_ number: UInt8) throws {
      guard x < width, y < height else {
        throw ReadError(code: .damaged, message: "the pixels of row \(y) go on behind its end, \(width) pixels.")
      }
      samples[(height - 1 - y) * width + x] = UInt16(number)
      x += 1
    }
    func numbers(_ byte: UInt8) -> [UInt8] { header.bits == 8 ? [byte] : [byte >> 4, byte & 15] }
    while true {
      guard at + 1 < bytes.count else { throw cutOff() }
      let (count, value) = (Int(bytes[at]), bytes[at + 1])
      at += 2
      if count > 0 {
        let pair = numbers(value)
        for place in 0..<count { try put(pair[place % pair.count]) }
        continue
      }
      switch value {
      case 0: (x, y) = (0, y + 1)
      case 1: return samples
      case 2:
        guard at + 1 < bytes.count else { throw cutOff() }
        (x, y) = (x + Int(bytes[at]), y + Int(bytes[at + 1]))
        at += 2
      default:
        let count = Int(value)
        let length = header.bits == 8 ? count : (count + 1) / 2
        guard at + length <= bytes.count else { throw cutOff() }
        for place in 0..<count {
          let byte = bytes[at + (header.bits == 8 ? place : place / 2)]
          try put(header.bits == 8 ? byte : place % 2 == 0 ? byte >> 4 : byte & 15)
        }
        // Filled up to two bytes.
        at += (length + 1) / 2 * 2
      }
    }
  }
}

/// Some bits of a pixel, and their level on a scale of 255.
private struct BitField {
  let mask: UInt32
  private let shift: UInt32
  private let full: UInt32

  init(_ mask: UInt32) {
    self.mask = mask
    shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
    full = mask >> shift
  }

  func level(in pixel: UInt32) -> UInt16 {
    guard full > 0 else { return 0 }
    return UInt16(truncatingIfNeeded: (UInt64((pixel & mask) >> shift) * 255 + UInt64(full) / 2) / UInt64(full))
  }
}
